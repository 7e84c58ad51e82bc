package io.xianghub.gateway;

import io.xianghub.bundle.contract.Breach;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;

/** What the department answered, once mapped, must be what the contract promises the caller. */
final class CheckingAnswer implements Stage {

    private final Contracts contracts;

    CheckingAnswer(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void pass(Call call) {
        List<Breach> breaches = contracts
                .of(call.operation())
                .contract()
                .violationsOfAnswer(call.reply().body());
        if (!breaches.isEmpty()) {
            throw Problem.of(
                            ProblemType.DEPARTMENT_CONTRACT,
                            Text.of(
                                    "%s 的应答与契约不符",
                                    "The answer of %s breaks the contract",
                                    call.operation().operationId()))
                    .at(breaches.stream().map(Breach::violation).toList());
        }
    }
}
