package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Where the hub listens for a department, and whom it lets in: the binding's properties {@code listen}, as in {@code
 * 0.0.0.0:7001}, and {@code callers}, addresses and networks with commas between them.
 *
 * @param written what the binding says, in words
 */
record ListenAddress(InetSocketAddress at, List<IpAddressMatcher> callers, Text written) {

    /** Numbers only: a name could lead anywhere. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:([0-9]{1,3}(?:\\.[0-9]{1,3}){3})|\\[([0-9a-fA-F:.]{2,45})\\]):([0-9]{1,5})");

    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    /** @throws Malformed when the binding does not say it, or not so that it can be understood */
    static ListenAddress of(Binding binding) throws Malformed {
        String listen = binding.properties().getOrDefault("listen", "").strip();
        String callers = binding.properties().getOrDefault("callers", "").strip();
        Matcher address = ADDRESS.matcher(listen);
        int port = address.matches() ? Integer.parseInt(address.group(3)) : 0;
        if (port < FIRST_FREE_PORT || port > LAST_PORT) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "绑定的属性 listen 应为 IP:端口，端口 1024 至 65535，如 0.0.0.0:7001",
                            "The binding's property listen must be address:port with a port from 1024 to 65535,"
                                    + " such as 0.0.0.0:7001"));
        }
        String host = address.group(1) == null ? address.group(2) : address.group(1);
        try {
            InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(host), port);
            return new ListenAddress(
                    at,
                    callers(callers),
                    Text.of("枢纽监听 %s，允许 %s 连入", "The hub listens on %s and lets %s in", listen, callers));
        } catch (UnknownHostException | IllegalArgumentException wrong) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "绑定的属性 callers 应列出允许连入的地址或网段，如 10.1.2.3, 10.2.0.0/16",
                            "The binding's property callers must list the addresses and networks that may call,"
                                    + " such as 10.1.2.3, 10.2.0.0/16"));
        }
    }

    private static List<IpAddressMatcher> callers(String listed) {
        if (listed.isEmpty()) {
            throw new IllegalArgumentException("Nobody may call");
        }
        return Arrays.stream(listed.split(",", -1))
                .map(String::strip)
                .map(IpAddressMatcher::new)
                .toList();
    }

    boolean letsIn(InetAddress caller) {
        return callers.stream().anyMatch(known -> known.matches(caller.getHostAddress()));
    }
}
