package io.xianghub.redemption;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/enterprises/{uscc}/payments}: where an enterprise's money is, for its clerk. */
@RestController
class PaymentEndpoint {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST = 200;
    private static final Pattern PLACE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\|(\\P{Cntrl}+)");

    private final Payments payments;

    PaymentEndpoint(Payments payments) {
        this.payments = payments;
    }

    /** @param held payments to this enterprise that are not listed because the treasury's data contradict themselves */
    record Listing(List<Item> items, @Nullable String next, long held) {}

    /**
     * @param statedBasis {@code inferred}: the treasury publishes no state; this one follows from {@code evidence}
     * @param paidFen null while nothing proves what was paid
     */
    record Item(
            String id,
            String certificateNumber,
            String fiscalYear,
            String division,
            @Nullable String agencyName,
            @Nullable String projectName,
            PaymentState state,
            String stateLabel,
            String statedBasis,
            long amountFen,
            @Nullable Long paidFen,
            String currency,
            LocalDate date,
            OffsetDateTime updatedAt,
            Evidence evidence) {}

    record Evidence(String rule, List<SourceRow> rows, String run) {}

    record SourceRow(String table, String key, OffsetDateTime updatedAt) {}

    @GetMapping("/api/v1/enterprises/{uscc}/payments")
    Listing list(
            Actor actor,
            @PathVariable String uscc,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Locale locale) {
        if (!Uscc.valid(uscc)) {
            throw invalid(Text.of("路径中的统一社会信用代码不正确", "The unified social credit code in the path is not valid"));
        }
        Uscc enterprise = new Uscc(uscc);
        if (!actor.requireSubject().clerkOf(enterprise)) {
            throw Problem.of(ProblemType.ANOTHER_SUBJECT);
        }
        if (limit < 1 || limit > MOST) {
            throw invalid(Text.of("limit 应在 1 到 %s 之间", "limit is from 1 to %s", MOST));
        }
        List<Payments.Row> rows = payments.shown(enterprise, place(after), limit + 1);
        List<Payments.Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Listing(
                shown.stream().map(row -> item(row, locale)).toList(),
                rows.size() > limit ? cursor(shown.get(limit - 1)) : null,
                payments.held(enterprise));
    }

    private static Item item(Payments.Row row, Locale locale) {
        return new Item(
                row.detail(),
                row.certificateNo(),
                row.fiscalYear(),
                row.division(),
                row.agency(),
                row.project(),
                row.state(),
                row.state().label().in(locale),
                "inferred",
                row.amountFen(),
                row.paidFen(),
                "CNY",
                row.dated(),
                at(row.detailUpdated().isAfter(row.billUpdated()) ? row.detailUpdated() : row.billUpdated()),
                new Evidence(
                        row.state().evidence().in(locale),
                        List.of(
                                new SourceRow("PAY_VOUCHER_BILL", row.bill(), at(row.billUpdated())),
                                new SourceRow("PAY_DETAIL", row.detail(), at(row.detailUpdated()))),
                        row.run()));
    }

    private static OffsetDateTime at(LocalDateTime time) {
        return time.atZone(ZONE).toOffsetDateTime();
    }

    private static String cursor(Payments.Row row) {
        String place = row.dated() + "|" + row.detail();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static Payments.Place place(@Nullable String after) {
        if (after == null) {
            return Payments.Place.BEFORE_ALL;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            Matcher parts = PLACE.matcher(place);
            if (parts.matches()) {
                return new Payments.Place(LocalDate.parse(parts.group(1)), parts.group(2));
            }
        } catch (IllegalArgumentException | DateTimeParseException notACursor) {
            throw noCursor();
        }
        throw noCursor();
    }

    private static Problem noCursor() {
        return invalid(Text.of("after 不是本列表给出的游标", "after is no cursor of this list"));
    }

    private static Problem invalid(Text detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail);
    }
}
