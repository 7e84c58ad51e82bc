package io.xianghub.push;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for; only the keyed print of the certificate number is ever stored in the open.
 *
 * @param certificateType 01 identity card, 02 officer's card, 03 passport …
 * @param mobile anything but eleven digits, such as the text {@code null}, means that the department knows none
 */
// JGJ/T 320-2014, ZJLX
public record Receiver(String certificateType, String certificateNumber, String name, @Nullable String mobile) {

    public Receiver {
        certificateNumber = certificateNumber.strip().toUpperCase(Locale.ROOT);
        if (certificateNumber.isBlank()) {
            throw new IllegalArgumentException("A receiver has a certificate number");
        }
    }

    boolean hasMobile() {
        return mobile != null && mobile.matches("1[0-9]{10}");
    }

    @Override
    public String toString() {
        return "Receiver";
    }
}
