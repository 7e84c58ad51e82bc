package io.xianghub.shared.problem;

import static io.xianghub.shared.FaultSide.CALLER;
import static io.xianghub.shared.FaultSide.DEPARTMENT;
import static io.xianghub.shared.FaultSide.HUB;

import io.xianghub.shared.FaultSide;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Every problem the hub can answer with; title and remedy stand in {@code problems.properties} in both languages, and
 * {@code /problems/<slug>} serves them as a page.
 */
public enum ProblemType {
    // what the caller sent
    MALFORMED_JSON(400, CALLER),
    MALFORMED_XML(400, CALLER),
    MALFORMED_FORM(400, CALLER),
    WRONG_CHARSET(400, CALLER),
    INVALID_REQUEST(400, CALLER),
    INVALID_IDENTITY_NUMBER(400, CALLER),
    INVALID_MESSAGE(400, CALLER),
    BODY_TOO_LARGE(413, CALLER),
    UNSUPPORTED_MEDIA_TYPE(415, CALLER),
    METHOD_NOT_ALLOWED(405, CALLER),
    NOT_ACCEPTABLE(406, CALLER),
    // who the caller is
    UNAUTHENTICATED(401, CALLER),
    INVALID_SIGNATURE(401, CALLER),
    FORBIDDEN(403, CALLER),
    SUBJECT_REQUIRED(403, CALLER),
    ANOTHER_SUBJECT(403, CALLER),
    // what the caller asked for
    NOT_FOUND(404, CALLER),
    UNKNOWN_SERVICE(404, CALLER),
    UNKNOWN_FACADE(404, CALLER),
    UNKNOWN_BUNDLE(404, CALLER),
    DEPARTMENT_HAS_NONE(404, CALLER),
    TOO_MANY_MATCHES(400, CALLER),
    CONFLICT(409, CALLER),
    MESSAGE_CHANGED(422, CALLER),
    BUNDLE_REFUSED(422, CALLER),
    RUN_IN_PROGRESS(409, CALLER),
    DEPLOYMENT_IN_PROGRESS(409, CALLER),
    BUNDLE_IN_USE(409, CALLER),
    NOTHING_BEFORE(409, CALLER),
    // what the department's system did
    DEPARTMENT_REFUSED(502, DEPARTMENT),
    DEPARTMENT_UNREADABLE(502, DEPARTMENT),
    DEPARTMENT_CONTRACT(502, DEPARTMENT),
    DEPARTMENT_UNREACHABLE(503, DEPARTMENT),
    DEPARTMENT_CIRCUIT_OPEN(503, DEPARTMENT),
    DEPARTMENT_TIMEOUT(504, DEPARTMENT),
    // the hub's own
    DEPARTMENT_BUSY(503, HUB),
    UNBOUND_CONNECTION(503, HUB),
    BUNDLE_NOT_STARTED(503, HUB),
    BUNDLE_BUSY(503, HUB),
    BUNDLE_STEP_BUDGET(500, HUB),
    BUNDLE_DATA_BUDGET(500, HUB),
    BUNDLE_TOO_SLOW(504, HUB),
    DEPLOYMENT_FAILED(500, HUB),
    NOT_RECORDED(500, HUB),
    INTERNAL(500, HUB);

    private final int status;
    private final FaultSide faultSide;

    ProblemType(int status, FaultSide faultSide) {
        this.status = status;
        this.faultSide = faultSide;
    }

    public int status() {
        return status;
    }

    public FaultSide faultSide() {
        return faultSide;
    }

    /** The stable code, and the last segment of the problem's page. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title(Locale locale) {
        return words(locale).getString(slug() + ".title");
    }

    public String remedy(Locale locale) {
        return words(locale).getString(slug() + ".remedy");
    }

    public static Optional<ProblemType> of(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findAny();
    }

    private static ResourceBundle words(Locale locale) {
        // The root bundle is Chinese; the machine's own locale must not decide.
        Locale known = "en".equals(locale.getLanguage()) ? Locale.ENGLISH : Locale.ROOT;
        return ResourceBundle.getBundle(
                "problems", known, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }
}
