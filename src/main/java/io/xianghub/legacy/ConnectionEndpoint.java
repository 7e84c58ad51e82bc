package io.xianghub.legacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A department's own hand on where its connections lead. */
@RestController
@RequestMapping("/api/v1/connections/{bundle}/{connection}")
class ConnectionEndpoint {

    private static final Set<String> KEYS =
            Set.of("address", "secret", "secrets", "properties", "connect-timeout", "timeout", "limits");

    private final BindingStore store;
    private final Bindings bindings;
    private final Connections connections;

    ConnectionEndpoint(BindingStore store, Bindings bindings, Connections connections) {
        this.store = store;
        this.bindings = bindings;
        this.connections = connections;
    }

    /**
     * @param source {@code department} when it was set here, {@code hub} when it comes from the hub's configuration or a simulator
     * @param secret whether there is one; never the secret itself
     * @param secrets the names of further ones
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BindingView(
            String bundle,
            String connection,
            String department,
            String style,
            @Nullable String source,
            @Nullable String address,
            @Nullable Map<String, Object> settings,
            boolean secret,
            List<String> secrets) {}

    record TestReport(boolean ok, List<ConnectionTrial.Step> steps) {}

    @GetMapping
    ResponseEntity<BindingView> read(
            Actor actor, @PathVariable("bundle") String bundle, @PathVariable("connection") String connection) {
        Bindings.Key key = key(bundle, connection);
        return view(key, owned(actor, key));
    }

    @PutMapping
    ResponseEntity<BindingView> write(
            Actor actor,
            @PathVariable("bundle") String bundle,
            @PathVariable("connection") String connection,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody byte[] body) {
        Bindings.Key key = key(bundle, connection);
        BindingStore.Stored stored = owned(actor, key);
        long version = version(ifMatch);
        Map<?, ?> written = parsed(body);
        try {
            Map<String, KeptSecrets.@Nullable Kept> given = KeptSecrets.changes(written, actor.is(Role.ADMINISTRATOR));
            KeptSecrets secrets = stored.secrets().with(given);
            Binding binding = BindingSettings.read(written)
                    .binding(
                            Optional.ofNullable(written.get("address"))
                                    .map(Object::toString)
                                    .orElseThrow(() -> new IllegalArgumentException("address is missing")),
                            secrets.main())
                    .secrets(secrets.named());
            requireSuitable(stored, binding, given.keySet());
            store.set(key, BindingSettings.of(binding), binding.address(), secrets, version, actor.name());
        } catch (IllegalArgumentException wrong) {
            throw invalid(Text.of("绑定不正确：%s", "The binding is wrong: %s", String.valueOf(wrong.getMessage())));
        }
        return view(key, owned(actor, key));
    }

    @PostMapping("/test")
    TestReport test(Actor actor, @PathVariable("bundle") String bundle, @PathVariable("connection") String connection) {
        Bindings.Key key = key(bundle, connection);
        owned(actor, key);
        Binding binding = bindings.find(key.bundle(), connection)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNBOUND_CONNECTION,
                        Text.of("连接 %s/%s 尚未绑定地址", "The connection %s/%s has no address yet", bundle, connection)));
        List<ConnectionTrial.Step> steps = connections.test(key.bundle(), connection, binding);
        return new TestReport(steps.stream().allMatch(ConnectionTrial.Step::ok), steps);
    }

    private BindingStore.Stored owned(Actor actor, Bindings.Key key) {
        actor.require(Role.DEPARTMENT, Role.ADMINISTRATOR);
        BindingStore.Stored stored = store.stored(key)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        Text.of(
                                "没有连接 %s/%s；路由包部署后才有",
                                "There is no connection %s/%s; it comes with its bundle's deployment",
                                key.bundle(),
                                key.connection())));
        if (!actor.is(Role.ADMINISTRATOR) && !actor.departments().contains(stored.department())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("此连接属于部门 %s", "This connection belongs to the department %s", stored.department()));
        }
        return stored;
    }

    /** A secret is for the server it was given for: it does not follow a new address. */
    private static void requireSuitable(BindingStore.Stored stored, Binding next, Set<String> given) {
        if (Style.of(stored.style()).filter(next::suits).isEmpty()) {
            throw invalid(
                    Text.of("地址不适用于 %s 连接", "The address is not one for a connection of style %s", stored.style()));
        }
        Binding before = stored.binding();
        if (before != null
                && !given.containsAll(stored.secrets().all().keySet())
                && !server(before.address()).equals(server(next.address()))) {
            throw invalid(Text.of("地址改变时须重新填写凭据", "A new address needs the secret again"));
        }
    }

    private static String server(String address) {
        return address.startsWith("jdbc:")
                ? address
                : URI.create(address).getScheme() + "://" + URI.create(address).getAuthority();
    }

    private ResponseEntity<BindingView> view(Bindings.Key key, BindingStore.Stored stored) {
        Binding binding = bindings.find(key.bundle(), key.connection()).orElse(null);
        BindingView view = new BindingView(
                key.bundle().value(),
                key.connection(),
                stored.department(),
                stored.style(),
                binding == null ? null : stored.binding() == null ? "hub" : "department",
                binding == null ? null : binding.address(),
                binding == null ? null : BindingSettings.of(binding).plain(),
                binding != null && binding.secret() != null,
                binding == null
                        ? List.of()
                        : binding.secrets().keySet().stream().sorted().toList());
        return ResponseEntity.ok().eTag("\"" + stored.version() + "\"").body(view);
    }

    private static Bindings.Key key(String bundle, String connection) {
        if (!BundleName.valid(bundle)) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有路由包 %s", "There is no bundle %s", bundle));
        }
        return new Bindings.Key(new BundleName(bundle), connection);
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null || !ifMatch.matches("\"[0-9]{1,18}\"")) {
            throw invalid(Text.of(
                    "缺少 If-Match：先读取，再带上其 ETag 修改",
                    "If-Match is missing: read first, then send its ETag along with the change"));
        }
        return Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1));
    }

    private static Map<?, ?> parsed(byte[] body) {
        Object tree;
        try {
            tree = Json.parse(body);
        } catch (Malformed broken) {
            throw Problem.of(ProblemType.MALFORMED_JSON, broken.text());
        }
        if (!(tree instanceof Map<?, ?> written)) {
            throw invalid(Text.of("应为 JSON 对象", "A JSON object is expected"));
        }
        for (Object key : written.keySet()) {
            if (!KEYS.contains(key)) {
                throw invalid(Text.of("不认识的字段 %s", "Unknown member %s", key));
            }
        }
        return written;
    }

    private static Problem invalid(Text detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail);
    }
}
