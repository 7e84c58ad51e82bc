package io.xianghub.identity;

import io.xianghub.shared.Role;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Who may reach which path, in one table; what is not in it nobody reaches. */
final class AccessRules {

    private AccessRules() {}

    private enum Needs {
        NOTHING,
        TOKEN,
        NOTHING_IN_DEMO
    }

    private record Rule(String path, Needs needs) {}

    private static final List<Rule> RULES = List.of(
            new Rule("/actuator/health/**", Needs.NOTHING),
            new Rule("/problems/**", Needs.NOTHING),
            // Each façade checks its caller's signature itself.
            new Rule("/legacy/**", Needs.NOTHING),
            new Rule("/services/**", Needs.TOKEN),
            new Rule("/api/v1/**", Needs.TOKEN),
            new Rule("/v3/api-docs/**", Needs.NOTHING_IN_DEMO),
            new Rule("/actuator/prometheus", Needs.NOTHING_IN_DEMO));

    /** What outside the demo may read descriptions and metrics. */
    private static final List<Role> WATCHERS = List.of(Role.OPERATOR, Role.ADMINISTRATOR);

    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            boolean demo) {
        // What the first dispatch was let do, its error page and its asynchronous end may do.
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll();
        for (Rule rule : RULES) {
            var path = requests.requestMatchers(rule.path());
            if (rule.needs() == Needs.TOKEN) {
                path.authenticated();
            } else if (rule.needs() == Needs.NOTHING || demo) {
                path.permitAll();
            } else {
                path.hasAnyRole(names(WATCHERS));
            }
        }
        requests.anyRequest().denyAll();
    }

    static String[] names(List<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }

    static String[] names(Role... roles) {
        return names(Arrays.asList(roles));
    }
}
