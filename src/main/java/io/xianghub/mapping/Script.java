package io.xianghub.mapping;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping in a language of its own. */
sealed interface Script permits JsltScript, XslScript {

    String JSLT = ".jslt";
    String XSL = ".xsl";

    /** The script of a file; empty, with findings, when it cannot be compiled. */
    static Optional<Script> read(
            ScriptHead head, String text, Map<String, Dictionary> dictionaries, Findings findings) {
        return head.file().endsWith(JSLT)
                ? JsltScript.read(head, text, dictionaries, findings)
                : XslScript.read(head, text, findings);
    }

    /**
     * What the target holds.
     *
     * @param wrong what of it cannot be written
     * @throws Unfit when the script fails or refuses its input
     */
    @Nullable Object written(
            @Nullable Object tree, Map<String, ? extends @Nullable Object> scope, Steps steps, List<Violation> wrong)
            throws Unfit, Malformed;
}
