package io.xianghub.legacy;

import static io.xianghub.legacy.FrameDepartment.GBK;
import static io.xianghub.legacy.FrameDepartment.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in the housing fund's frames to a department on a real socket. */
class FrameConnectionTest {

    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"GBK\"?>";
    private static final String GOOD = PROLOG
            + "<message><head><field name=\"RtnCode\">00000</field></head><body><field name=\"AcctBal\">12.30</field>"
            + "</body></message>";
    private static final Map<String, Object> ASKED = Map.of("AcctNo", "43001");
    private static final Map<String, Object> ANSWERED = Map.of("AcctBal", "12.30");

    private final FrameDepartment department = new FrameDepartment(
            """
            style: frame
            charset: GBK
            frame: { max: 4KB }
            root: message
            fields: named
            request:
              head: { SendDate: "20260601", TxCode: "${operation.tx}", SendNode: "${binding.node}", Note: "${body.none}" }
              body: "${body}"
            success: { path: head.RtnCode, equals: "00000" }
            failure: { code: head.RtnCode, message: head.RtnMessage, not-found: ["20001"] }
            output: { path: body }
            operations:
              balance: { tx: BDC110, idempotent: true }
              trusting: { tx: BDC113, prolog: ignored }
              sign-in: { tx: BDC001, kind: "1" }
            """);

    @AfterEach
    void stop() throws IOException {
        department.close();
    }

    @Test
    void sendsTheNodeTheKindTheLengthAndNamedFieldsInGbk() {
        department.answers(GOOD);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Name", "测试·甲");
        body.put("FILE_LIST", List.of(Map.of("NAME", "a.act")));
        body.put("Codes", List.of("01", "02"));
        body.put("Empty", "");

        assertThat(department.call("balance", body)).isEqualTo(ANSWERED);

        byte[] received = department.received();
        assertThat(Arrays.copyOf(received, 16))
                .isEqualTo(Arrays.copyOf("C430100".getBytes(StandardCharsets.US_ASCII), 16));
        assertThat(new String(received, 16, received.length - 16, GBK))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="GBK"?>
                        <message><head><field name="SendDate">20260601</field><field name="TxCode">BDC110</field>\
                        <field name="SendNode">C43010</field></head>\
                        <body><field name="Name">测试·甲</field>\
                        <field-list name="FILE_LIST"><field-list name="0"><field name="NAME">a.act</field></field-list></field-list>\
                        <field-list name="Codes"><field name="0">01</field><field name="1">02</field></field-list>\
                        <field name="Empty"></field></body></message>""");
    }

    @Test
    void saysInTheHeadThatASignInIsPlain() {
        department.answers(GOOD);

        department.call("sign-in", ASKED);

        assertThat(department.received()[6]).isEqualTo((byte) '1');
    }

    @Test
    void readsNamedFieldsBackIntoTheTreeTheyAreWrittenFrom() {
        department.answers(PROLOG
                + "<message><head><field name=\"RtnCode\">00000</field></head><body>"
                + "<field-list name=\"FILE_LIST\"><field-list name=\"0\"><field name=\"NAME\">a</field></field-list>"
                + "<field-list name=\"1\"><field name=\"NAME\">b</field></field-list></field-list>"
                + "<field-list name=\"None\"/><field-list name=\"1\"><field name=\"x\"> 测试𠮷 </field></field-list>"
                        .replace("𠮷", "甲")
                + "</body></message>");

        assertThat(department.call("balance", ASKED))
                .isEqualTo(Map.of(
                        "FILE_LIST", List.of(Map.of("NAME", "a"), Map.of("NAME", "b")),
                        "None", List.of(),
                        "1", Map.of("x", "测试甲")));
    }

    @Test
    void aRefusalHasTheDepartmentsCodeAndWordsAndSomeCodesMeanThatThereIsNothing() {
        department.answers(refusal("30002", "账号已销户"));
        Problem refused = department.fails("balance", ASKED);
        assertThat(refused.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(refused.detail().zh()).contains("30002 账号已销户");

        department.answers(refusal("20001", "无此账号"));
        assertThat(department.fails("balance", ASKED).type()).isEqualTo(ProblemType.DEPARTMENT_HAS_NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void aFrameThatBreaksOffIsUnreadableWithItsCountAndTheNextCallGoesWell(int bytes) {
        byte[] whole = frame(GOOD.getBytes(GBK));
        department.answers(Arrays.copyOf(whole, bytes));

        Problem broken = department.fails("balance", ASKED);

        assertThat(broken.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(broken.detail().en())
                .contains(
                        bytes < 16
                                ? "A frame's head has 16 bytes, only " + bytes + " came"
                                : bytes < 20
                                        ? "A frame's length has 4 bytes, only " + (bytes - 16) + " came"
                                        : "its document has " + (whole.length - 20) + " bytes, only " + (bytes - 20)
                                                + " came");
        expectAGoodCall();
    }

    @Test
    void whatNeverConnectedIsMadeAgainAndWhatMayHaveBeenDoneIsNot() throws IOException {
        department.answers(new byte[0]);
        department.fails("balance", ASKED);
        assertThat(department.repeated()).isZero();

        department.hangsUp();
        assertThat(department.fails("sign-in", ASKED).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(department.repeated()).isZero();
        assertThat(department.fails("balance", ASKED).detail().en()).contains("No connection can be made");
        assertThat(department.repeated()).isEqualTo(1);
    }

    @Test
    void whoClosesWithoutAWordWasReachedButDidNotAnswer() {
        department.answers(new byte[0]);

        Problem silent = department.fails("balance", ASKED);

        assertThat(silent.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(silent.detail().en()).contains("took the request and closed without an answer");
        expectAGoodCall();
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "4097", "2147483647", "-2147483648"})
    void aLengthThatCannotBeIsUnreadableAndTheNextCallGoesWell(int length) {
        department.answers(frame(GOOD.getBytes(GBK), length));

        Problem broken = department.fails("balance", ASKED);

        assertThat(broken.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(broken.detail().en()).contains("has " + length + " bytes; 1 to 4096 may be");
        expectAGoodCall();
    }

    @Test
    void aDocumentThatGoesOnBehindItsLengthIsNotRead() {
        byte[] document = GOOD.getBytes(GBK);
        department.answers(frame(document, document.length - 5));

        assertThat(department.fails("balance", ASKED).detail().en()).contains("goes on behind them");
        expectAGoodCall();
    }

    @Test
    void theFirstOfTwoFramesInOneWriteIsTheAnswer() {
        byte[] one = frame(GOOD.getBytes(GBK));
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        department.answers(two);

        assertThat(department.call("balance", ASKED)).isEqualTo(ANSWERED);
        expectAGoodCall();
    }

    @Test
    void anAnswerThatComesByteByByteIsNotWaitedForBeyondTheTimeout() {
        department.bind(Duration.ofMillis(300));
        byte[] whole = frame(GOOD.getBytes(GBK));
        department.does((caller, out) -> {
            for (byte one : whole) {
                out.write(one);
                Thread.sleep(20);
            }
        });

        assertThat(department.fails("balance", ASKED).type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
        department.bind(Duration.ofSeconds(5));
        expectAGoodCall();
    }

    @Test
    void bytesOfAnotherCharsetAreToldByWhatTheyLookLike() {
        department.answers(frame(refusal("1", "账户不存在，请核对后再试").getBytes(StandardCharsets.UTF_8)));

        Problem lie = department.fails("balance", ASKED);

        assertThat(lie.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(lie.detail().zh()).contains("GBK", "UTF-8");
        expectAGoodCall();
    }

    @Test
    void aPrologThatLiesIsBelievedByNoneAndForgivenByTheOperationThatSaysSo() {
        department.answers(refusal("30002", "账号已销户").replace("encoding=\"GBK\"", "encoding=\"UTF-8\""));

        assertThat(department.fails("balance", ASKED).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(department.fails("trusting", ASKED).type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
    }

    @Test
    void aFieldThatStandsTwiceIsNotGuessedAt() {
        department.answers(GOOD.replace("</body>", "<field name=\"AcctBal\">99.00</field></body>"));

        assertThat(department.fails("balance", ASKED).detail().en()).contains("AcctBal stands there twice");
    }

    @Test
    void aTapeHearsDocumentsAndIsToldTheTree() {
        department.answers(GOOD);
        TapedWire recording = TapedWire.recording();
        department.call("balance", ASKED, recording);

        assertThat(recording.sent.get(0).target()).isEqualTo("FRAME BDC110");
        assertThat(recording.sent.get(0).tree())
                .isEqualTo(Map.of(
                        "head",
                        Map.of("SendDate", "20260601", "TxCode", "BDC110", "SendNode", "C43010"),
                        "body",
                        ASKED));
        assertThat(recording.sent.get(0).isQuery()).isFalse();
        int calls = department.received().length;
        assertThat(department.call("balance", ASKED, TapedWire.playing(recording.heard.get(0))))
                .isEqualTo(ANSWERED);
        assertThat(department.received()).hasSize(calls);
    }

    @Test
    void theTrialConnectsAndGoesWithoutAWordAsTheInterfacesOwnProbeDoes() {
        assertThat(department.trial()).containsExactly("dns true", "tcp true");
        expectAGoodCall();
    }

    private void expectAGoodCall() {
        department.answers(GOOD);
        assertThat(department.call("balance", ASKED)).isEqualTo(ANSWERED);
    }

    private static String refusal(String code, String words) {
        return PROLOG + "<message><head><field name=\"RtnCode\">" + code + "</field><field name=\"RtnMessage\">" + words
                + "</field></head><body/></message>";
    }
}
