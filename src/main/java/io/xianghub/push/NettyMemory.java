package io.xianghub.push;

/**
 * Lets Netty free the buffers that Artemis hands it on JDK 25.
 *
 * <p>From JDK 25 on Netty leaves {@code Unsafe} alone unless told otherwise, and then refuses to free a buffer that it did not
 * allocate; Artemis does just that when it loads a journal, so that a broker with a journal would not start. See
 * docs/decisions/0004.
 */
public final class NettyMemory {

    private static final String NO_UNSAFE = "io.netty.noUnsafe";

    private NettyMemory() {}

    /** Before the first class of Netty is loaded; what somebody has set by hand stays. */
    public static void allowUnsafe() {
        if (System.getProperty(NO_UNSAFE) == null) {
            System.setProperty(NO_UNSAFE, "false");
        }
    }
}
