package io.xianghub.gateway;

import io.xianghub.bundle.Services;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Subject;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/** Which operation is meant: {@code /services/{bundle}/v{major}/**}. */
final class Locating implements Stage {

    private static final Pattern ADDRESS = Pattern.compile("/services/([^/]{1,40})/v([1-9][0-9]{0,5}|0)(/.*)?");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Services services;

    Locating(Services services) {
        this.services = services;
    }

    @Override
    public void pass(Call call) {
        String path = call.request().getRequestURI();
        refuseTricks(path);
        Matcher address = ADDRESS.matcher(path);
        if (!address.matches() || !BundleName.valid(address.group(1))) {
            throw Problem.of(ProblemType.UNKNOWN_SERVICE);
        }
        BundleName bundle = new BundleName(address.group(1));
        call.addressed(bundle);
        int major = Integer.parseInt(address.group(2));
        String rest = address.group(3) == null ? "/" : address.group(3);
        String method = call.request().getMethod();
        String caller = caller(call.actor());
        Services.Match match = services.find(bundle, major, method, rest, caller)
                .orElseThrow(() -> unknown(bundle, major, rest, caller));
        Map<String, String> parameters = match.pathParameters().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> decoded(value.getValue())));
        call.found(bundle, match.operation(), parameters);
    }

    private static String caller(Actor actor) {
        Subject subject = actor.subject();
        return subject == null ? actor.name() : actor.name() + "|" + subject.id();
    }

    /** A segment that a proxy before us may read otherwise than we do is not looked at any further. */
    static void refuseTricks(String path) {
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("%2f")
                || lower.contains("%5c")
                || lower.contains("%2e")
                || lower.contains("%25")
                || lower.contains("%00")
                || path.contains("//")
                || path.contains(";")
                || path.contains("\\")
                || (path + "/").contains("/./")
                || (path + "/").contains("/../")) {
            throw Problem.of(
                    ProblemType.INVALID_REQUEST,
                    Text.of("路径中不能有编码的斜杠、点段或分号", "A path has no encoded slashes, dot segments or semicolons"));
        }
    }

    private Problem unknown(BundleName bundle, int major, String path, String caller) {
        List<String> allowed = METHODS.stream()
                .filter(method ->
                        services.find(bundle, major, method, path, caller).isPresent())
                .toList();
        if (!allowed.isEmpty()) {
            return Problem.of(
                            ProblemType.METHOD_NOT_ALLOWED,
                            Text.of("允许的方法：%s", "Allowed: %s", String.join(", ", allowed)))
                    .with(HttpHeaders.ALLOW.toLowerCase(java.util.Locale.ROOT), allowed);
        }
        boolean running =
                services.active().stream().anyMatch(active -> active.bundle().equals(bundle));
        return Problem.of(
                ProblemType.UNKNOWN_SERVICE,
                running
                        ? Text.of("路由包 %s 的 v%d 没有这个服务", "The bundle %s has no such service in v%d", bundle, major)
                        : Text.of("没有运行中的路由包 %s", "No bundle %s is running", bundle));
    }

    private static String decoded(String segment) {
        try {
            return UriUtils.decode(segment, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(ProblemType.INVALID_REQUEST, Text.of("路径编码不正确", "The path is wrongly encoded"));
        }
    }
}
