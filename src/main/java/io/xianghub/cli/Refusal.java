package io.xianghub.cli;

/** Why a command did not do what was asked, in the user's language. */
final class Refusal extends RuntimeException {

    private final int exitCode;

    Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
