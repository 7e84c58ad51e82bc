package io.xianghub.mapping;

import io.xianghub.shared.Fen;
import io.xianghub.shared.Text;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How a department writes amounts of money.
 *
 * @param grouping whether commas may stand between groups of three digits
 */
record Amounts(Unit unit, boolean grouping) {

    static final Amounts STANDARD = new Amounts(Unit.YUAN, false);

    private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
    private static final String MONEY = "¥￥$元圆角分万";
    private static final int MOST_DIGITS = 18;

    /** What an amount's number counts. */
    enum Unit {
        YUAN,
        WAN,
        FEN
    }

    /** @throws Unfit when it is no amount, finer than a fen, or too large for a {@code long} of fen */
    long fen(String value) throws Unfit {
        BigDecimal amount = number(value);
        try {
            return switch (unit) {
                case YUAN -> Fen.ofYuan(amount);
                case WAN -> Fen.ofWan(amount);
                case FEN -> Fen.ofFen(amount);
            };
        } catch (ArithmeticException finer) {
            throw new Unfit(Text.of("金额超出范围或小于一分", "The amount is out of range or finer than a fen"));
        }
    }

    private BigDecimal number(String value) throws Unfit {
        String plain = Width.plain(value);
        if (plain.length() <= 50 && hasMoney(plain)) {
            throw new Unfit(Text.of(
                    "含有货币符号或单位，请用 extract 取出数字",
                    "It holds a currency sign or a unit; take the number out of it with extract"));
        }
        boolean grouped =
                grouping && plain.length() <= 50 && GROUPED.matcher(plain).matches();
        return decimal(grouped ? plain.replace(",", "") : plain);
    }

    private static boolean hasMoney(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (MONEY.indexOf(value.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static BigDecimal decimal(String value) throws Unfit {
        String plain = Width.plain(value);
        if (!isDecimal(plain)) {
            throw new Unfit(Text.of("不是数", "Not a number"));
        }
        return new BigDecimal(plain);
    }

    /** At most 18 digits before the point and as many behind it; no exponent. */
    private static boolean isDecimal(String value) {
        int start = value.startsWith("+") || value.startsWith("-") ? 1 : 0;
        int point = value.indexOf('.');
        if (point < 0) {
            return isDigits(value, start, value.length());
        }
        return isDigits(value, start, point) && isDigits(value, point + 1, value.length());
    }

    static boolean isDigits(String value, int start, int end) {
        if (end <= start || end - start > MOST_DIGITS) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
