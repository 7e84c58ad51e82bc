package io.xianghub.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money as whole fen in a {@code long}; nothing on the way is ever a binary fraction. */
public final class Fen {

    private Fen() {}

    /**
     * Yuan as a department writes them ({@code 2}, {@code -1200.5}, {@code 2.00}) in fen.
     *
     * @throws ArithmeticException when there is a fraction of a fen, or the amount does not fit
     * @throws NumberFormatException when it is not a plain decimal
     */
    public static long ofYuan(String yuan) {
        if (!yuan.matches("[+-]?[0-9]{1,17}(\\.[0-9]+)?")) {
            throw new NumberFormatException("Not an amount in yuan: " + yuan);
        }
        return ofYuan(new BigDecimal(yuan));
    }

    public static long ofYuan(BigDecimal yuan) {
        return yuan.movePointRight(2).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    }

    /** 万元, ten thousand yuan: {@code 12.345678} is 12345678 fen. */
    public static long ofWan(BigDecimal wan) {
        return wan.movePointRight(6).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    }

    /** Fen as a department writes them, {@code 123450} or {@code 123450.00}. */
    public static long ofFen(BigDecimal fen) {
        return fen.setScale(0, RoundingMode.UNNECESSARY).longValueExact();
    }

    /** {@code 123450} as {@code 0.12345}; every digit stays, and no zeros behind them. */
    public static String wan(long fen) {
        return BigDecimal.valueOf(fen, 6).stripTrailingZeros().toPlainString();
    }

    /** {@code 123450} as {@code 1234.50}. */
    public static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
