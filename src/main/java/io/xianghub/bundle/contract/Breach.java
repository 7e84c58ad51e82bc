package io.xianghub.bundle.contract;

import io.xianghub.shared.problem.Problem.Violation;
import org.springframework.modulith.NamedInterface;

/**
 * A value that breaks the contract, told by its place and the rule.
 *
 * @param identityNumber whether it is the flaw of an identity number, which is a problem of its own
 */
@NamedInterface("contract")
public record Breach(Violation violation, boolean identityNumber) {}
