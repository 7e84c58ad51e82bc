package io.xianghub.push;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.record.Exchanges;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Role;
import jakarta.jms.ConnectionFactory;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The push module with its real endpoint, database, broker and threads, in a process of its own that stops where it is told to. Only
 * identity, bundles and the gateway's client are played. It bears no stereotype: the hub's own scan must not find it in tests.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        })
@ComponentScan({"io.xianghub.shared", "io.xianghub.vault", "io.xianghub.lease"})
@Import({PushConfiguration.class, MessagesEndpoint.class})
class CrashingHub {

    private static final BundleName BUNDLE = new BundleName("housing-fund");

    public static void main(String[] arguments) {
        SpringApplication.run(CrashingHub.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Exchanges exchanges() {
        return exchange -> {};
    }

    @Bean
    SmsGateway gateway() {
        return new FailingGateway(
                System.getProperty("bench.gateway"), !Variant.current().equals(Variant.NEVER_ASKS));
    }

    @Bean
    static BeanPostProcessor failingBroker() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ConnectionFactory broker ? FailingBroker.around(broker) : bean;
            }
        };
    }

    @Bean
    Filter haltAfterAccept(JdbcClient jdbc) {
        return (request, response, chain) -> {
            String path = ((HttpServletRequest) request).getRequestURI();
            if (path.startsWith("/bench/")) {
                response.getWriter().write(path.endsWith("inbox") ? inbox(jdbc) : open(jdbc));
                return;
            }
            chain.doFilter(request, response);
            response.flushBuffer();
            if (((HttpServletResponse) response).getStatus() == 202) {
                Failpoint.A.pass();
            }
        };
    }

    private static String inbox(JdbcClient jdbc) {
        return String.join(
                "\n",
                jdbc.sql("select message_id from push_inbox order by message_id")
                        .query(String.class)
                        .list());
    }

    /** One line for each delivery that has not come to its end. */
    private static String open(JdbcClient jdbc) {
        return String.join(
                "\n",
                jdbc.sql(
                                """
                                select message_id, channel, state, attempts, due_at, detail from push_delivery
                                 where due_at is not null order by message_id, channel""")
                        .query((row, number) -> "%s %s %s after %d attempts, due %s, %s"
                                .formatted(
                                        row.getString("message_id"),
                                        row.getString("channel"),
                                        row.getString("state"),
                                        row.getInt("attempts"),
                                        row.getString("due_at"),
                                        row.getString("detail")))
                        .list());
    }

    @Bean
    WebMvcConfigurer departmentsClient() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new Client());
            }
        };
    }

    @Bean
    Services services(Messages messages) {
        return new OneRoute(messages);
    }

    /** Every caller is the department's client. */
    private static final class Client implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binders) {
            return new Actor("bench", Set.of(Role.CLIENT), Set.of(BenchRows.DEPARTMENT), null);
        }
    }

    /** The bundle's route in Java: row → submission → queue. */
    private record OneRoute(Messages messages) implements Services {
        private static final Active ACTIVE =
                new Active(BUNDLE, io.xianghub.shared.Version.of("1.0.0"), "00000000", BenchRows.DEPARTMENT);

        @Override
        public Optional<Match> find(BundleName bundle, int major, String method, String path, String caller) {
            return Optional.empty();
        }

        @Override
        public Optional<Facade> facade(BundleName bundle, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<MessageType> message(BundleName bundle, String name) {
            return Optional.of(new MessageType(BUNDLE, name, BenchRows.DEPARTMENT, List.of("YWLSH", "FSE")));
        }

        @Override
        public Optional<BundleDefinition> definition(BundleName bundle) {
            return Optional.empty();
        }

        @Override
        public List<Active> active() {
            return List.of(ACTIVE);
        }

        @Override
        public Reply invoke(
                BundleName bundle, String endpoint, Object body, Map<String, ?> scope, CallContext context) {
            Map<String, String> row = new LinkedHashMap<>();
            ((Map<?, ?>) body).forEach((column, value) -> row.put((String) column, (String) value));
            Submission submission = BenchRows.submission(BUNDLE, row);
            if (Variant.current().equals(Variant.ANSWERS_FIRST)) {
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                        .execute(() -> messages.submit(List.of(submission), context));
                return new Reply(List.of(Map.of("id", "promised-" + row.get("YWLSH"))), ACTIVE);
            }
            return new Reply(
                    messages.submit(List.of(submission), context).stream()
                            .map(acceptance -> Map.of("id", acceptance.id()))
                            .toList(),
                    ACTIVE);
        }

        @Override
        public Reply invoke(Operation operation, Object body, Map<String, ?> scope, CallContext context) {
            throw new UnsupportedOperationException("No operations here");
        }
    }
}
