package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends who lets a client use a service.
 *
 * @param operation all when it is missing
 * @param fields all when they are missing
 */
record SubscriptionBody(
        @Nullable String client,
        @Nullable String bundle,
        @Nullable Integer major,
        @Nullable String operation,
        @Nullable List<@Nullable String> fields,
        @Nullable String purpose) {

    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MOST_FIELDS = 50;

    /** The same, found right. */
    record Checked(
            String client, BundleName bundle, int major, String operation, List<String> fields, String purpose) {}

    /** @throws Problem that names every wrong value */
    Checked check() {
        List<Violation> wrong = new ArrayList<>();
        if (client == null || !CLIENT.matcher(client).matches()) {
            wrong.add(new Violation("client", Text.of("应为客户端的名称", "Should be a client's name")));
        }
        if (bundle == null || !BundleName.valid(bundle)) {
            wrong.add(new Violation("bundle", Text.of("应为路由包名称", "Should be a bundle's name")));
        }
        if (major == null || major < 0) {
            wrong.add(new Violation("major", Text.of("应为主版本号，例如 1", "Should be a major version, such as 1")));
        }
        String wanted = operation == null ? Subscription.ALL : operation;
        if (!Subscription.OPERATION.matcher(wanted).matches()) {
            wrong.add(new Violation(
                    "operation",
                    Text.of(
                            "应为 operationId、facade.<名称>、message.<名称> 或 *",
                            "Should be an operationId, facade.<name>, message.<name> or *")));
        }
        List<String> granted = granted(wrong);
        if (purpose == null || !purpose.strip().matches("(?s).{2,400}")) {
            wrong.add(new Violation("purpose", Text.of("写明用途（2 到 400 字）", "Say what for, in 2 to 400 characters")));
        }
        if (!wrong.isEmpty() || client == null || bundle == null || major == null || purpose == null) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        return new Checked(client, new BundleName(bundle), major, wanted, granted, purpose.strip());
    }

    private List<String> granted(List<Violation> wrong) {
        if (fields == null) {
            return List.of(Subscription.ALL);
        }
        List<String> granted = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            // insurances[].validTo and insurances.validTo are the same field.
            String field = String.valueOf(fields.get(i)).replace("[]", "");
            if (!Subscription.FIELD.matcher(field).matches()) {
                wrong.add(new Violation(
                        "fields[" + i + "]",
                        Text.of(
                                "应为应答的字段，例如 insurances.validTo",
                                "Should be a field of the answer, such as insurances.validTo")));
            } else if (!granted.contains(field)) {
                granted.add(field);
            }
        }
        if (granted.isEmpty()
                || granted.size() > MOST_FIELDS
                || String.join(" ", granted).length() > 2000) {
            wrong.add(new Violation(
                    "fields", Text.of("列出 1 到 %d 个字段，或省略", "List 1 to %d fields, or leave it out", MOST_FIELDS)));
        }
        return granted;
    }
}
