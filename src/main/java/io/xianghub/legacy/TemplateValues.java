package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.Credentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the holes of a template are filled with in one call. */
record TemplateValues(
        @Nullable Object body,
        Map<String, ? extends @Nullable Object> scope,
        Map<String, Object> operation,
        Bound binding,
        Moment moment) {

    /**
     * The binding as templates reach it.
     *
     * @param strict whether a property that it lacks ends the call; else the property reads as its own name
     */
    record Bound(@Nullable Binding binding, boolean strict) implements Credentials {

        @Override
        public String property(String key) {
            String value = binding == null ? null : binding.properties().get(key);
            if (value != null) {
                return value;
            }
            if (strict) {
                throw Problem.of(
                        ProblemType.UNBOUND_CONNECTION,
                        Text.of("连接的绑定缺少属性 %s", "The connection's binding lacks the property %s", key));
            }
            return key;
        }

        @Nullable String secret() {
            Secret secret = binding == null ? null : binding.secret();
            return secret == null ? null : secret.value();
        }

        @Override
        public String secret(String name) {
            Secret secret = binding == null
                    ? null
                    : name.isEmpty() ? binding.secret() : binding.secrets().get(name);
            if (secret == null) {
                throw Problem.of(
                        ProblemType.UNBOUND_CONNECTION,
                        name.isEmpty()
                                ? Text.of("连接的绑定没有凭据", "The connection's binding has no secret")
                                : Text.of("连接的绑定缺少凭据 %s", "The connection's binding lacks the secret %s", name));
            }
            return secret.value();
        }

        /** Scheme, host and base path. */
        String address() {
            String address = binding == null ? "http://unbound" : binding.address();
            return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        }
    }
}
