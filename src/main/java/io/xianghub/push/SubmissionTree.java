package io.xianghub.push;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one submission as a bundle's mapping makes it; every wrong member is named. */
final class SubmissionTree {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Map<?, ?> tree;
    private final BundleDefinition definition;
    private final List<Violation> wrong = new ArrayList<>();

    private SubmissionTree(Map<?, ?> tree, BundleDefinition definition) {
        this.tree = tree;
        this.definition = definition;
    }

    /** A row of which the bundle makes no message. */
    static boolean isFiltered(Map<?, ?> tree) {
        return "true".equals(String.valueOf(tree.get("filtered")));
    }

    /** @param where how the answer names this submission among others */
    static Submission read(Map<?, ?> tree, BundleDefinition definition, Text where) {
        SubmissionTree reader = new SubmissionTree(tree, definition);
        Submission submission = reader.read();
        if (submission == null || !reader.wrong.isEmpty()) {
            boolean number =
                    reader.wrong.stream().anyMatch(violation -> violation.path().equals("receiver.number"));
            throw Problem.of(number ? ProblemType.INVALID_IDENTITY_NUMBER : ProblemType.INVALID_MESSAGE, where)
                    .at(reader.wrong);
        }
        return submission;
    }

    private @Nullable Submission read() {
        EventKey key = key();
        Receiver receiver = receiver();
        Template template = template();
        Instant occurredAt = instant("occurredAt");
        Instant validUntil = tree.get("validUntil") == null ? null : instant("validUntil");
        Map<String, String> row = texts("row");
        if (row.isEmpty()) {
            missing("row");
        }
        if (key == null || receiver == null || template == null || occurredAt == null) {
            return null;
        }
        Set<String> amounts = Set.of(text(tree, "amounts").split(",", -1));
        boolean correction = "true".equals(String.valueOf(tree.get("correction")));
        return new Submission(
                definition.name(),
                key,
                new DepartmentRow(row, amounts),
                template,
                texts("variables"),
                receiver,
                occurredAt,
                validUntil,
                correction);
    }

    private @Nullable EventKey key() {
        String message = text(tree, "message");
        if (!definition.messages().containsKey(message)) {
            violation("message", "路由包没有声明消息 " + message, "The bundle declares no message " + message);
            return null;
        }
        List<String> parts = List.copyOf(new TreeMap<>(texts("key")).values());
        if (parts.isEmpty() || parts.stream().anyMatch(String::isBlank)) {
            missing("key");
            return null;
        }
        return new EventKey(definition.department(), message, parts, text(tree, "version"));
    }

    private @Nullable Receiver receiver() {
        Map<String, String> members = texts("receiver");
        String number = members.getOrDefault("number", "");
        if (number.isBlank()) {
            violation(
                    "receiver",
                    "没有查到接收人：部门系统中没有该账户对应的人员",
                    "No receiver was found: the department's system knows no person for this account");
            return null;
        }
        String type = members.getOrDefault("type", "01");
        if (type.equals("01")
                && IdentityNumber.flawOf(number.strip().toUpperCase(java.util.Locale.ROOT), LocalDate.MAX) != null) {
            violation("receiver.number", "接收人的身份证号码不正确", "The receiver's identity number is wrong");
            return null;
        }
        return new Receiver(type, number, members.getOrDefault("name", ""), members.get("mobile"));
    }

    private @Nullable Template template() {
        String code = text(tree, "template");
        Template found = Templates.of(definition).get(code);
        if (found == null) {
            violation("template", "路由包没有模板 " + code, "The bundle has no template " + code);
        }
        return found;
    }

    /** A date alone means its beginning, as departments count days. */
    private @Nullable Instant instant(String member) {
        String text = text(tree, member);
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZONE).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrongTime) {
            violation(member, "应为日期或 RFC 3339 时间", "Should be a date or an RFC 3339 time");
            return null;
        }
    }

    private Map<String, String> texts(String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        Object value = tree.get(member);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                if (item != null) {
                    texts.put(String.valueOf(name), String.valueOf(item));
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                texts.put("%03d".formatted(i), String.valueOf(list.get(i)));
            }
        } else if (value != null) {
            texts.put(member, String.valueOf(value));
        }
        return texts;
    }

    private static String text(Map<?, ?> tree, String member) {
        Object value = tree.get(member);
        return value == null ? "" : String.valueOf(value);
    }

    private void missing(String member) {
        violation(member, "缺少 " + member, member + " is missing");
    }

    private void violation(String path, String zh, String en) {
        wrong.add(new Violation(path, new Text(zh, en)));
    }
}
