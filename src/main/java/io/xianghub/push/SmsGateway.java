package io.xianghub.push;

/** The way to the province's text message gateway. */
interface SmsGateway {

    /** What is known after handing a message over. */
    enum Handover {
        /** The gateway has it. */
        TAKEN,
        /** The gateway certainly does not have it. */
        NOT_TAKEN,
        /** It refused the message itself; again would be refused again. */
        REFUSED,
        /** It may have it or not. */
        UNKNOWN
    }

    /** @param reason slug of the problem; empty when it was taken */
    record Answer(Handover handover, String reason) {}

    /** @param outId our message id, by which the gateway finds it again */
    record TextMessage(String outId, String mobile, String template, String content) {
        @Override
        public String toString() {
            return "TextMessage " + outId;
        }
    }

    Answer send(TextMessage message);

    /** Whether the gateway has taken a message of this id: TAKEN, NOT_TAKEN, or UNKNOWN when it cannot be asked. */
    Answer query(String outId);
}
