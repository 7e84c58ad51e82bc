package io.xianghub.console;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What Jolokia may do: show Camel, the broker and the machine; it changes nothing. */
final class DisplayOnly implements Restrictor {

    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);
    private static final Set<String> DOMAINS = Set.of("org.apache.camel", "org.apache.activemq.artemis", "java.lang");

    /** Passwords are passed to a JVM on its command line. */
    private static final Set<String> SECRETIVE = Set.of("SystemProperties", "InputArguments");

    private static final Set<String> CAMEL_DISPLAYS =
            Set.of("dumpRoutesAsXml", "dumpRoutesStatsAsXml", "dumpRouteAsXml", "dumpRouteStatsAsXml");

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return DOMAINS.contains(name.getDomain()) && !SECRETIVE.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        boolean allowed = "org.apache.camel".equals(name.getDomain())
                && CAMEL_DISPLAYS.contains(operation.replaceFirst("\\(.*", ""));
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        AUDIT.info(
                "jolokia exec {} by {}: {} {}",
                allowed ? "allowed" : "denied",
                who == null ? "nobody" : who.getName(),
                name,
                operation);
        return allowed;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
        return true;
    }

    /**
     * The hub's own pages only: a foreign page may neither ask ({@code strict}) nor read an answer.
     *
     * @param origin the header {@code Origin}, or {@code Referer} where a browser sends only that
     */
    @Override
    public boolean isOriginAllowed(@Nullable String origin, boolean strict) {
        if (!strict) {
            return false;
        }
        String own = ServletUriComponentsBuilder.fromCurrentContextPath()
                .replacePath(null)
                .build()
                .toUriString();
        return origin == null || origin.equals(own) || origin.startsWith(own + "/");
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain());
    }
}
