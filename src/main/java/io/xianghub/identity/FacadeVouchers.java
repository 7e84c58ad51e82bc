package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.signing.VoucherSignature;
import io.xianghub.shared.wire.Malformed;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Vouchers whose every signature was made with a certificate that is registered, all of one department. A voucher is a
 * document, not a call: it has no time to keep and may come again.
 */
record FacadeVouchers(FacadeKeys keys, Clock clock) {

    Actor verify(VoucherSeal seal, byte[] message) {
        List<VoucherSignature> signatures;
        try {
            signatures = seal.signatures(message);
        } catch (Malformed unfit) {
            throw invalid(unfit.text());
        }
        Map<String, Optional<FacadeKeys.Key>> known = new HashMap<>();
        String department = null;
        for (VoucherSignature signature : signatures) {
            FacadeKeys.Key key = known.computeIfAbsent(signature.signer(), keys::find)
                    .filter(found -> seal.name().equals(found.scheme()))
                    .orElseThrow(() -> invalid(signature.said(
                            Text.of("证书 %s 未登记", "the certificate %s is not registered", signature.signer()))));
            signature.flaw(String.valueOf(key.publicKey()), clock.instant()).ifPresent(flaw -> {
                throw invalid(flaw);
            });
            if (department != null && !department.equals(key.department())) {
                throw invalid(signature.said(Text.of(
                        "证书 %s 属于另一部门", "the certificate %s belongs to another department", signature.signer())));
            }
            department = key.department();
        }
        return new Actor(signatures.get(0).signer(), Set.of(Role.CLIENT), Set.of(String.valueOf(department)), null);
    }

    private static Problem invalid(Text detail) {
        return Problem.of(ProblemType.INVALID_SIGNATURE, detail);
    }
}
