package io.xianghub.mapping;

import io.xianghub.shared.Fen;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.wire.XmlElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a field's value is; each turns what a department wrote into that, or says what is wrong with it. */
enum Type {
    TEXT {
        @Override
        Object of(String value, Options options, Clock clock) {
            return value;
        }
    },
    INTEGER {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            String plain = halfWidth(value);
            if (!plain.matches("[+-]?[0-9]{1,18}")) {
                throw new Unfit(Text.of("不是整数", "Not a whole number"));
            }
            return Long.valueOf(plain);
        }
    },
    DECIMAL {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            return decimal(value);
        }
    },
    BOOLEAN {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            return switch (value) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw new Unfit(Text.of("不是是否值", "Neither true nor false"));
            };
        }
    },
    DATE {
        @Override
        @Nullable Object of(String value, Options options, Clock clock) throws Unfit {
            if (isNoDate(value)) {
                return null;
            }
            try {
                LocalDate date = LocalDate.from(options.input("yyyy-MM-dd").parse(halfWidth(value)));
                return options.output("yyyy-MM-dd").format(date);
            } catch (DateTimeException unfit) {
                throw notA("日期", "date", options.inputPattern("yyyy-MM-dd"));
            }
        }
    },
    DATE_TIME {
        @Override
        @Nullable Object of(String value, Options options, Clock clock) throws Unfit {
            if (isNoDate(value)) {
                return null;
            }
            try {
                LocalDateTime time =
                        LocalDateTime.from(options.input("yyyy-MM-dd HH:mm:ss").parse(halfWidth(value)));
                return options.output("yyyy-MM-dd'T'HH:mm:ssXXX").format(time.atZone(CHINA));
            } catch (DateTimeException unfit) {
                throw notA("时间", "time", options.inputPattern("yyyy-MM-dd HH:mm:ss"));
            }
        }
    },
    FEN {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            return fen(value);
        }
    },
    YUAN {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            return Fen.yuan(fen(value));
        }
    },
    IDENTITY_NUMBER {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            String number = halfWidth(value).toUpperCase(Locale.ROOT);
            IdentityNumber.Flaw flaw = IdentityNumber.flawOf(number, LocalDate.now(clock.withZone(CHINA)));
            if (flaw == null) {
                return number;
            }
            throw new Unfit(
                    switch (flaw) {
                        case FORM ->
                            number.length() == 15
                                    ? Text.of("15 位旧号码，请换成 18 位", "The old form of 15 digits; give the 18")
                                    : Text.of("不是 18 位身份证号码", "Not 18 characters of an identity number");
                        case PROVINCE -> Text.of("前两位不是省级区划", "The first two digits are no province");
                        case BIRTH_DATE -> Text.of("出生日期不存在或在将来", "The birth date does not exist or lies ahead");
                        case CHECK_DIGIT -> Text.of("校验码不正确", "The check digit is wrong");
                    });
        }
    },
    USCC {
        @Override
        Object of(String value, Options options, Clock clock) throws Unfit {
            String code = halfWidth(value).toUpperCase(Locale.ROOT);
            if (!Uscc.valid(code)) {
                throw new Unfit(Text.of("不是有效的统一社会信用代码", "Not a valid unified social credit code"));
            }
            return code;
        }
    },
    TREE {
        @Override
        Object of(String value, Options options, Clock clock) {
            return value;
        }
    };

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static final int MAX_SCALE = 100;

    /** What departments write for no date at all. */
    private static final java.util.Set<String> NO_DATE = java.util.Set.of("", "00000000", "00000000000000", "0");

    /** A value that is not what its field says. */
    static final class Unfit extends Exception {

        private final Text text;

        Unfit(Text text) {
            super(text.en());
            this.text = text;
        }

        Text text() {
            return text;
        }
    }

    /** Date patterns; null for the type's own. */
    record Options(@Nullable DateTimeFormatter in, @Nullable String inPattern, @Nullable DateTimeFormatter out) {

        DateTimeFormatter input(String pattern) {
            return in == null ? formatter(pattern) : in;
        }

        DateTimeFormatter output(String pattern) {
            return out == null ? formatter(pattern) : out;
        }

        String inputPattern(String pattern) {
            return inPattern == null ? pattern : inPattern;
        }
    }

    /** Strict, so that 29 February of a common year is refused and does not become the 28th. */
    static DateTimeFormatter formatter(String pattern) {
        // "y" is a year of an era, which strict resolution does not take without one
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static boolean isNoDate(String value) {
        return NO_DATE.contains(halfWidth(value).replaceAll("[-/:. ]", ""));
    }

    /** The value, or null when the department's text stands for nothing. */
    abstract @Nullable Object of(String value, Options options, Clock clock) throws Unfit;

    /** Full-width digits and signs as their plain forms; departments' forms are filled in with both. */
    static String halfWidth(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        value.chars()
                .map(c -> c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 ? ' ' : c)
                .forEach(c -> plain.append((char) c));
        return plain.toString().strip();
    }

    private static BigDecimal decimal(String value) throws Unfit {
        String plain = halfWidth(value);
        if (!plain.matches("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            throw new Unfit(Text.of("不是数", "Not a number"));
        }
        return new BigDecimal(plain);
    }

    private static long fen(String value) throws Unfit {
        try {
            return Fen.ofYuan(decimal(value));
        } catch (ArithmeticException finer) {
            throw new Unfit(Text.of("金额超出范围或小于一分", "The amount is out of range or finer than a fen"));
        }
    }

    private static Unfit notA(String zh, String en, String pattern) {
        return new Unfit(Text.of("不是 %s 形式的" + zh, "Not a " + en + " of the form %s", pattern));
    }

    /** How a tree's leaf is written; null for anything that is no leaf. */
    static @Nullable String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal decimal) {
            // 1e999999999 written out digit by digit would fill the memory
            return Math.abs(decimal.scale()) > MAX_SCALE ? decimal.toString() : decimal.toPlainString();
        }
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger
                || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .format(time);
        }
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        if (value instanceof XmlElement element && element.children().isEmpty()) {
            return element.text();
        }
        return null;
    }
}
