package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;

/** How a call proves who makes it: by a signature of the call, or by those of the vouchers in it. */
public sealed interface Authentication permits SigningScheme, VoucherSeal {

    /** Reads what a façade declares; empty when something is wrong with it. */
    static Optional<? extends Authentication> read(YamlNode node, Findings findings) {
        return VoucherSeal.isMeant(node)
                ? VoucherSeal.read(node, "charset", findings)
                : SigningScheme.read(node, findings);
    }

    /** Whether a system can be registered for it: the name of a scheme, {@code own} or {@code voucher}. */
    static boolean isName(String name) {
        return name.equals(VoucherSeal.STYLE) || SigningScheme.isName(name);
    }

    String name();

    /** Whether nothing can be said of who calls before the body is there. */
    boolean needsBody();

    /** Whether it reads the parameters of the query. */
    boolean readsQuery();

    /** Whether it reads single fields of the body. */
    boolean readsFields();

    /** Why such a call proves too little to be let in; empty when it proves enough. */
    Optional<Text> weakness();
}
