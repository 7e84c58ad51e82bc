package io.xianghub.push;

import io.xianghub.shared.BundleName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that the crash programs submit. */
final class BenchRows {

    static final String DEPARTMENT = "12430000MBHUB0041G";

    private static final Template TEMPLATE = new Template(
            "housing-fund-deposit",
            "HOUSING_FUND",
            "公积金汇缴",
            "尊敬的${name}：您的公积金账户汇缴${amount}元",
            Set.of(Channel.INBOX, Channel.SMS));

    private BenchRows() {}

    static String post(String serial) {
        return """
                {"bundle": "housing-fund", "message": "account-movement", "row": {"YWLSH": "%s", "FSE": "100.00"}}
                """
                .formatted(serial);
    }

    static Submission submission(BundleName bundle, Map<String, String> row) {
        return new Submission(
                bundle,
                new EventKey(DEPARTMENT, "account-movement", List.of("C43010", row.get("YWLSH")), "0"),
                new DepartmentRow(row, Set.of("FSE")),
                TEMPLATE,
                Map.of("name", "测试甲", "amount", row.get("FSE")),
                new Receiver("01", "430301190001010028", "测试甲", "19900000001"),
                Instant.parse("2026-06-01T00:00:00Z"),
                null,
                false);
    }
}
