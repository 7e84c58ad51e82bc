package io.xianghub.push;

import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row that a department's client posts: {@code {"bundle", "message", "row"}}. */
record MessagePost(MessageType type, Map<String, Object> row) {

    private static final Set<String> MEMBERS = Set.of("bundle", "message", "row");

    /** Reads one post, as far as the caller may make it. */
    static MessagePost read(byte[] bytes, Services services, Actor actor) {
        Map<?, ?> tree = object(bytes);
        List<Violation> wrong = new ArrayList<>();
        tree.keySet().stream()
                .filter(member -> !MEMBERS.contains(String.valueOf(member)))
                .forEach(member ->
                        wrong.add(new Violation("$." + member, Text.of("没有这个成员", "There is no such member"))));
        String bundle = text(tree, "bundle", wrong);
        String message = text(tree, "message", wrong);
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        MessageType type = type(bundle, message, services);
        actor.require(Role.CLIENT, Role.DEPARTMENT);
        // Nobody submits for another department, whatever else he may do.
        if (!actor.departments().contains(type.department())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("消息 %s/%s 属于其他部门", "The message %s/%s is another department's", bundle, message));
        }
        return new MessagePost(type, row(tree.get("row"), type));
    }

    private static Map<?, ?> object(byte[] bytes) {
        try {
            if (Json.parse(bytes) instanceof Map<?, ?> tree) {
                return tree;
            }
        } catch (Malformed malformed) {
            ProblemType type = malformed.reason() == Malformed.Reason.CHARSET
                    ? ProblemType.WRONG_CHARSET
                    : ProblemType.MALFORMED_JSON;
            throw Problem.of(type, malformed.text());
        }
        throw Problem.of(ProblemType.INVALID_REQUEST).at("$", Text.of("应为对象", "Should be an object"));
    }

    private static String text(Map<?, ?> tree, String member, List<Violation> wrong) {
        if (tree.get(member) instanceof String text && !text.isBlank()) {
            return text;
        }
        wrong.add(new Violation("$." + member, Text.of("缺少 %s", "%s is missing", member)));
        return "";
    }

    private static MessageType type(String bundle, String message, Services services) {
        if (!BundleName.valid(bundle)) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE);
        }
        return services.message(new BundleName(bundle), message)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNKNOWN_BUNDLE,
                        Text.of("没有消息 %s/%s", "There is no message %s/%s", bundle, message)));
    }

    private static Map<String, Object> row(@Nullable Object value, MessageType type) {
        if (!(value instanceof Map<?, ?> members) || members.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("$.row", Text.of("应为部门的一行数据", "Should be the department's row"));
        }
        List<Violation> wrong = new ArrayList<>();
        Map<String, Object> row = new LinkedHashMap<>();
        members.forEach((column, cell) -> {
            if (!type.columns().contains(String.valueOf(column))) {
                wrong.add(new Violation("$.row." + column, Text.of("没有这一列", "There is no such column")));
            } else if (cell == null || cell instanceof String || cell instanceof Long || cell instanceof BigDecimal) {
                row.put(String.valueOf(column), cell == null ? "" : plain(cell));
            } else {
                wrong.add(new Violation("$.row." + column, Text.of("应为文本或数字", "Should be a text or a number")));
            }
        });
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        return row;
    }

    private static String plain(Object cell) {
        return cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
    }
}
