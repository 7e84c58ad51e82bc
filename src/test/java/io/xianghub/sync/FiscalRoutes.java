package io.xianghub.sync;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Fen;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The routes of fiscal-budget by hand: what its mappings say, then the target. */
final class FiscalRoutes implements Services {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("PAY_CERT_ID", "id"),
            Map.entry("PAY_DETAIL_ID", "id"),
            Map.entry("PAY_CERT_NO", "certificateNo"),
            Map.entry("MOF_DIV_CODE", "division"),
            Map.entry("FISCAL_YEAR", "fiscalYear"),
            Map.entry("PAY_AMT", "amount"),
            Map.entry("XPAY_AMT", "paid"),
            Map.entry("VOU_DATE", "issuedOn"),
            Map.entry("XPAY_DATE", "paidOn"),
            Map.entry("RECEIPT_ADD_WORD", "addWord"),
            Map.entry("AGENCY_NAME", "agency"),
            Map.entry("PRO_NAME", "project"),
            Map.entry("UNIFSOC_CRED_CODE", "uscc"),
            Map.entry("IS_DELETED", "deleted"),
            Map.entry("UPDATE_TIME", "updatedAt"));

    private final BundleDefinition definition;
    private final Target target;
    UnaryOperator<List<Map<String, @Nullable Object>>> betweenMappingAndTarget = UnaryOperator.identity();

    FiscalRoutes(BundleDefinition definition, Target target) {
        this.definition = definition;
        this.target = target;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Reply invoke(
            BundleName bundle,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        List<Map<String, @Nullable Object>> mapped = new ArrayList<>();
        for (Map<String, @Nullable Object> row : (List<Map<String, @Nullable Object>>) body) {
            mapped.add(map(row));
        }
        Run run = (Run) scope.get(Run.PROPERTY);
        String stream = endpoint.substring(endpoint.indexOf('/') + 1);
        return new Reply(target.stage(run, stream, betweenMappingAndTarget.apply(mapped)), active().get(0));
    }

    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> mapped = new HashMap<>();
        row.forEach((column, value) -> {
            String field = FIELDS.get(column);
            if (value instanceof BigDecimal yuan) {
                mapped.put(field, fen(column, yuan));
            } else if (value != null) {
                String text = value.toString();
                mapped.put(field, field.endsWith("On") ? text.substring(0, 10) : text);
            }
        });
        return mapped;
    }

    private static long fen(String column, BigDecimal yuan) {
        try {
            return Fen.ofYuan(yuan);
        } catch (ArithmeticException fraction) {
            throw Problem.of(ProblemType.INVALID_MESSAGE)
                    .at("[0]." + column, Text.of("金额有不足一分的部分", "The amount has a fraction of a fen"))
                    .causedBy(fraction);
        }
    }

    @Override
    public List<Active> active() {
        return List.of(
                new Active(definition.name(), definition.version(), "0123456789abcdef", definition.department()));
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName bundle) {
        return Optional.of(definition).filter(known -> known.name().equals(bundle));
    }

    @Override
    public Optional<Match> find(BundleName bundle, int major, String method, String path) {
        return Optional.empty();
    }

    @Override
    public Optional<Facade> facade(BundleName bundle, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<MessageType> message(BundleName bundle, String name) {
        return Optional.empty();
    }

    @Override
    public Reply invoke(
            Operation operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        throw new UnsupportedOperationException();
    }
}
