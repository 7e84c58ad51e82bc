package io.xianghub.redemption;

import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapped row on its way into staging.
 *
 * @param values in the order of the table's columns, the row's hash last
 */
record StagedRow(List<@Nullable Object> values) {

    /** A row that cannot be taken, and why. */
    static final class Refused extends Exception {

        private final String reason;
        private final transient Text detail;

        Refused(String reason, Text detail) {
            super(reason);
            this.reason = reason;
            this.detail = detail;
        }

        String reason() {
            return reason;
        }

        Text detail() {
            return detail;
        }
    }

    static StagedRow of(StagedTable table, Map<String, @Nullable Object> row) throws Refused {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                required(row, "id", 38),
                // A detail that is not hooked to a certificate yet has no number.
                text(row, "certificateNo", 100) == null ? "" : text(row, "certificateNo", 100),
                required(row, "division", 9),
                required(row, "fiscalYear", 4)));
        if (table == StagedTable.BILL) {
            values.addAll(Arrays.asList(
                    fen(row, "amount", true),
                    fen(row, "paid", false),
                    date(row, "issuedOn"),
                    date(row, "paidOn"),
                    text(row, "addWord", 300) != null,
                    text(row, "agency", 300),
                    text(row, "project", 180)));
        } else {
            values.addAll(Arrays.asList(uscc(row), fen(row, "amount", true), fen(row, "paid", false)));
        }
        // 1 = 是, 2 = 否: only '1' is deleted (预算管理一体化规范, 基础代码集 是/否)
        values.add("1".equals(text(row, "deleted", 1)));
        values.add(time(row, "updatedAt"));
        values.add(hash(values));
        return new StagedRow(values);
    }

    private static @Nullable String uscc(Map<String, @Nullable Object> row) throws Refused {
        String uscc = text(row, "uscc", 100);
        if (uscc != null && !Uscc.valid(uscc)) {
            throw new Refused(
                    "WRONG_USCC",
                    Text.of(
                            "UNIFSOC_CRED_CODE 不是有效的统一社会信用代码（校验码不符）",
                            "UNIFSOC_CRED_CODE is not a valid unified social credit code (check characters)"));
        }
        return uscc;
    }

    private static String required(Map<String, @Nullable Object> row, String field, int length) throws Refused {
        String value = text(row, field, length);
        if (value == null) {
            throw new Refused("MISSING", Text.of("缺少 %s", "%s is missing", field));
        }
        return value;
    }

    private static @Nullable String text(Map<String, @Nullable Object> row, String field, int length) throws Refused {
        Object value = row.get(field);
        String text = value == null ? "" : value.toString().strip();
        if (text.length() > length) {
            throw new Refused("TOO_LONG", Text.of("%s 超过 %s 个字符", "%s is longer than %s characters", field, length));
        }
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long fen(Map<String, @Nullable Object> row, String field, boolean required)
            throws Refused {
        Object value = row.get(field);
        if (value instanceof Long fen) {
            return fen;
        }
        if (value != null) {
            throw new Refused("NOT_FEN", Text.of("%s 不是整数分", "%s is not whole fen", field));
        }
        if (required) {
            throw new Refused("MISSING", Text.of("缺少 %s", "%s is missing", field));
        }
        return null;
    }

    private static @Nullable LocalDate date(Map<String, @Nullable Object> row, String field) throws Refused {
        String text = text(row, field, 10);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            throw new Refused("NOT_A_DATE", Text.of("%s 不是日期", "%s is not a date", field));
        }
    }

    private static LocalDateTime time(Map<String, @Nullable Object> row, String field) throws Refused {
        try {
            return LocalDateTime.parse(required(row, field, 30).replace(' ', 'T'));
        } catch (DateTimeParseException notATime) {
            throw new Refused("NOT_A_TIME", Text.of("%s 不是日期时间", "%s is not a date and time", field));
        }
    }

    private static String hash(List<@Nullable Object> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object value : values) {
                // A null is not an empty text, and no text can reach into its neighbour.
                byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
                digest.update((value == null ? "-" : Integer.toString(bytes.length)).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ':');
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
