package io.xianghub.mapping;

import io.xianghub.shared.Fen;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.EnterpriseNumber;
import io.xianghub.shared.identity.Uscc;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a field's value is; each turns what a department wrote into that, or says what is wrong with it. */
enum Type {
    TEXT((value, options, clock) -> value),
    INTEGER((value, options, clock) -> integer(value)),
    DECIMAL((value, options, clock) -> Amounts.decimal(value)),
    BOOLEAN((value, options, clock) -> flag(value)),
    DATE((value, options, clock) -> options.dates().of(Dates.Kind.DATE, value)),
    DATE_TIME((value, options, clock) -> options.dates().of(Dates.Kind.DATE_TIME, value)),
    MONTH((value, options, clock) -> options.dates().of(Dates.Kind.MONTH, value)),
    TIME((value, options, clock) -> options.dates().of(Dates.Kind.TIME, value)),
    FEN((value, options, clock) -> options.amounts().fen(value)),
    YUAN((value, options, clock) -> Fen.yuan(options.amounts().fen(value))),
    WAN((value, options, clock) -> Fen.wan(options.amounts().fen(value))),
    DIVISION((value, options, clock) -> options.divisions().of(value)),
    IDENTITY_NUMBER((value, options, clock) -> options.identityNumbers().of(value, today(clock))),
    USCC((value, options, clock) -> uscc(value)),
    ENTERPRISE_NUMBER((value, options, clock) -> enterprise(value).value()),
    ENTERPRISE_NUMBER_KIND((value, options, clock) -> enterprise(value).kind().name()),
    TREE((value, options, clock) -> value);

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
    private final Making making;

    /** Makes a value of the type. */
    @FunctionalInterface
    private interface Making {
        @Nullable Object of(String value, Options options, Clock clock) throws Unfit;
    }

    /** What a field says about its type. */
    record Options(Dates dates, Amounts amounts, Divisions divisions, IdentityNumbers identityNumbers) {

        static final Options STANDARD =
                new Options(Dates.STANDARD, Amounts.STANDARD, Divisions.STANDARD, IdentityNumbers.REFUSED);
    }

    Type(Making making) {
        this.making = making;
    }

    /** The value, or null when the department's text stands for nothing. */
    @Nullable Object of(String value, Options options, Clock clock) throws Unfit {
        return making.of(value, options, clock);
    }

    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), CHINA);
    }

    private static Long integer(String value) throws Unfit {
        String plain = Width.plain(value);
        int start = plain.startsWith("+") || plain.startsWith("-") ? 1 : 0;
        if (!Amounts.isDigits(plain, start, plain.length())) {
            throw new Unfit(Text.of("不是整数", "Not a whole number"));
        }
        return Long.valueOf(plain);
    }

    private static Boolean flag(String value) throws Unfit {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new Unfit(Text.of("不是是否值", "Neither true nor false"));
        };
    }

    private static String uscc(String value) throws Unfit {
        String code = Width.plain(value).toUpperCase(Locale.ROOT);
        if (!Uscc.valid(code)) {
            throw new Unfit(Text.of("不是有效的统一社会信用代码", "Not a valid unified social credit code"));
        }
        return code;
    }

    private static EnterpriseNumber enterprise(String value) throws Unfit {
        String code =
                Width.plain(value).toUpperCase(Locale.ROOT).replace("-", "").replace(" ", "");
        if (!EnterpriseNumber.isWritten(code)) {
            throw new Unfit(
                    Text.of("不是由字母和数字组成的企业号码（最多 20 位）", "Not an enterprise's number: letters and digits, at most 20"));
        }
        return new EnterpriseNumber(code);
    }
}
