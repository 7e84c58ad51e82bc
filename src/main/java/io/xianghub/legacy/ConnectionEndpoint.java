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
import java.util.stream.Stream;
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
            Set.of("address", "secret", "secrets", "properties", "tls", "connect-timeout", "timeout", "limits");

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
     * @param secrets the names of further ones; {@code tls.key} is the key of the hub's own certificate
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

    record TestReport(boolean ok, List<TrialSteps.Step> steps) {}

    @GetMapping
    ResponseEntity<BindingView> read(
            Actor actor, @PathVariable("bundle") String bundle, @PathVariable("connection") String connection) {
        Bindings.Key key = key(bundle, connection);
        return view(key, visible(actor, key));
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
            Tls tls = tls(written.get("tls"), stored.binding(), actor.is(Role.ADMINISTRATOR));
            KeptSecrets changed = stored.secrets().with(given);
            KeptSecrets secrets = tls.certificate() == null && given.get(KeptSecrets.TLS_KEY) == null
                    ? changed.without(KeptSecrets.TLS_KEY)
                    : changed;
            Binding binding = BindingSettings.read(written)
                    .binding(
                            Optional.ofNullable(written.get("address"))
                                    .map(Object::toString)
                                    .orElseThrow(() -> new IllegalArgumentException("address is missing")),
                            secrets.main())
                    .secrets(secrets.named())
                    .tls(tls.key(secrets.tlsKey()));
            TlsContext.of(binding.tls());
            requireSuitable(stored, binding, secrets.all().keySet(), given.keySet());
            store.set(
                    key,
                    new BindingStore.Written(binding.address(), BindingSettings.of(binding), binding.tls(), secrets),
                    version,
                    actor.name());
        } catch (UnfitTls unfit) {
            throw invalid(new Text(
                    "绑定不正确：" + unfit.text().zh(),
                    "The binding is wrong: " + unfit.text().en()));
        } catch (IllegalArgumentException wrong) {
            throw invalid(Text.of("绑定不正确：%s", "The binding is wrong: %s", String.valueOf(wrong.getMessage())));
        }
        return view(key, owned(actor, key));
    }

    /** A department neither makes the hub read its files or environment, nor changes where an administrator lets it. */
    private static Tls tls(@Nullable Object written, @Nullable Binding before, boolean mayRefer) {
        if (written != null && !(written instanceof Map<?, ?>)) {
            throw new UnfitTls("tls 应为对象", "tls must be an object");
        }
        Tls tls = Tls.read(written instanceof Map<?, ?> map ? map : Map.of());
        List<String> known = before == null ? List.of() : before.tls().references();
        if (!mayRefer && !known.containsAll(tls.references())) {
            throw new UnfitTls(
                    "tls 引用枢纽的环境变量或文件，只有管理员可以",
                    "tls refers to the hub's environment or files, as only an administrator may");
        }
        return tls;
    }

    @PostMapping("/test")
    TestReport test(Actor actor, @PathVariable("bundle") String bundle, @PathVariable("connection") String connection) {
        Bindings.Key key = key(bundle, connection);
        visible(actor, key);
        Binding binding = bindings.find(key.bundle(), connection)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNBOUND_CONNECTION,
                        Text.of("连接 %s/%s 尚未绑定地址", "The connection %s/%s has no address yet", bundle, connection)));
        List<TrialSteps.Step> steps = connections.test(key.bundle(), connection, binding);
        return new TestReport(steps.stream().allMatch(TrialSteps.Step::ok), steps);
    }

    private BindingStore.Stored owned(Actor actor, Bindings.Key key) {
        actor.require(Role.DEPARTMENT, Role.ADMINISTRATOR);
        return visible(actor, key);
    }

    /** An engineer sees and tests what a department's bundles need, and sets nothing. */
    private BindingStore.Stored visible(Actor actor, Bindings.Key key) {
        actor.require(Role.DEPARTMENT, Role.ENGINEER, Role.ADMINISTRATOR);
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
    private static void requireSuitable(BindingStore.Stored stored, Binding next, Set<String> kept, Set<String> given) {
        if (Style.of(stored.style()).filter(next::suits).isEmpty()) {
            throw invalid(
                    Text.of("地址不适用于 %s 连接", "The address is not one for a connection of style %s", stored.style()));
        }
        Binding before = stored.binding();
        if (before != null
                && !given.containsAll(kept)
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
                binding == null ? null : settings(binding),
                binding != null && binding.secret() != null,
                binding == null ? List.of() : secrets(binding));
        return ResponseEntity.ok().eTag("\"" + stored.version() + "\"").body(view);
    }

    private static Map<String, Object> settings(Binding binding) {
        Map<String, Object> settings = BindingSettings.of(binding).plain();
        if (!binding.tls().equals(Tls.DEFAULT)) {
            settings.put("tls", binding.tls().plain());
        }
        return settings;
    }

    private static List<String> secrets(Binding binding) {
        Stream<String> tlsKey = binding.tls().key() == null ? Stream.empty() : Stream.of(KeptSecrets.TLS_KEY);
        return Stream.concat(binding.secrets().keySet().stream(), tlsKey)
                .sorted()
                .toList();
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
