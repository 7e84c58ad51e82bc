package io.xianghub.record;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;

/**
 * An answer of a department's system that could not be read, byte for byte as it came.
 *
 * @param why what was wrong with it, without any of its content
 */
public record UnreadAnswer(ExchangeId exchange, Origin origin, Answer answer, Text why) {

    /** @param department code of the one whose bundle made the call */
    public record Origin(String department, String bundle, String connection, String operation) {}

    /** @param charset the one that was agreed on */
    @SuppressWarnings("ArrayRecordComponent") // bytes as on the wire, never compared
    public record Answer(int status, String contentType, String charset, byte[] body) {}
}
