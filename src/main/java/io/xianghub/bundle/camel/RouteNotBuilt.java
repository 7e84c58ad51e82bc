package io.xianghub.bundle.camel;

/** Camel could not build or start a bundle's routes; the message says which and why. */
public final class RouteNotBuilt extends RuntimeException {

    RouteNotBuilt(Exception cause) {
        super(innermost(cause), cause);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return failure == cause
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " / " + cause.getMessage();
    }
}
