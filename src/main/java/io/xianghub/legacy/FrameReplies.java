package io.xianghub.legacy;

import io.xianghub.shared.FaultSide;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Malformed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the hub replies to a frame, in the department's own envelope. */
final class FrameReplies {

    private static final Logger LOG = LoggerFactory.getLogger(FrameReplies.class);

    private static final int MAX_WORDS = 100;

    private final FrameDeclaration.Source declared;
    private final FrameSource.Desk desk;
    private final Faults faults;

    FrameReplies(FrameDeclaration.Source declared, FrameSource.Desk desk, Faults faults) {
        this.declared = declared;
        this.desk = desk;
        this.faults = faults;
    }

    /**
     * @param binding what templates reach
     * @return the document to reply with
     * @throws Malformed when not even the words of a refusal can be written
     */
    byte[] to(byte[] document, String from, TemplateValues.Bound binding, Moment moment) throws Malformed {
        Object request = Map.of();
        Problem wrong = null;
        try {
            request = ((AnswerBody.Reading.Tree) declared.document().read(document)).tree();
            if (declared.takes() != null && !declared.takes().holds(request)) {
                wrong = Problem.of(
                        ProblemType.INVALID_REQUEST,
                        Text.of(
                                "%s 不受理此交易",
                                "%s takes no such transaction", faults.connection() + "/" + faults.operation()));
            }
        } catch (Malformed unreadable) {
            wrong = Problem.of(
                    unreadable.reason() == Malformed.Reason.CHARSET
                            ? ProblemType.WRONG_CHARSET
                            : ProblemType.MALFORMED_XML,
                    unreadable.text());
        }
        try {
            Object answer = desk.answer(new FrameSource.Arrival(document, from, wrong));
            return answer instanceof byte[] ready
                    ? ready
                    : written(declared.replies().reply(), answer, request, binding, moment);
        } catch (Malformed unwritable) {
            return refusal(Problem.of(ProblemType.INTERNAL, unwritable.text()), request, binding, moment);
        } catch (Problem refused) {
            return refusal(refused, request, binding, moment);
        } catch (RuntimeException failed) {
            LOG.error("{} {} could not handle a frame", faults.connection(), faults.operation(), failed);
            return refusal(Problem.of(ProblemType.INTERNAL), request, binding, moment);
        }
    }

    private byte[] refusal(Problem problem, @Nullable Object request, TemplateValues.Bound binding, Moment moment)
            throws Malformed {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("problem", problem.type().slug());
        words.put("message", words(problem));
        try {
            return written(declared.replies().refusal(), words, request, binding, moment);
        } catch (Malformed unwritable) {
            words.put("message", problem.type().title(Locale.SIMPLIFIED_CHINESE));
            return written(declared.replies().refusal(), words, Map.of(), binding, moment);
        }
    }

    /** What a caller did wrong is told in full; what failed behind the hub is nothing for a protocol's one line. */
    private static String words(Problem problem) {
        String title = problem.type().title(Locale.SIMPLIFIED_CHINESE);
        Text detail = problem.type().faultSide() == FaultSide.CALLER ? problem.detail() : null;
        String words = (detail == null ? title : title + "：" + detail.zh()).replaceAll("\\p{Cntrl}+", " ");
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS - 1) + "…";
    }

    private byte[] written(
            Template template,
            @Nullable Object body,
            @Nullable Object request,
            TemplateValues.Bound binding,
            Moment moment)
            throws Malformed {
        Map<String, @Nullable Object> scope = new LinkedHashMap<>();
        scope.put("request", request);
        TemplateValues values = new TemplateValues(body, scope, Map.of(), binding, moment);
        return declared.replies().body().bytes(template.fill(values), values);
    }
}
