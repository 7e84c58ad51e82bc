package io.xianghub.bundle.deployment;

import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;

/** Who may look at bundles, and who may change which. */
public final class Ownership {

    private final BundleStore store;

    Ownership(BundleStore store) {
        this.store = store;
    }

    public void requireReader(Actor actor) {
        actor.require(Role.ENGINEER, Role.DEPARTMENT, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR);
    }

    /**
     * What a bundle has gone through is for those who work for its departments, and for those who watch over all. Of a
     * bundle that was only ever refused nobody is the owner: what was tried is then for engineers, too.
     */
    public void requireInsight(Actor actor, BundleName bundle) {
        actor.require(Role.ENGINEER, Role.DEPARTMENT, Role.OPERATOR, Role.AUDITOR);
        if (actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR)) {
            return;
        }
        List<String> owners = store.owners(bundle);
        if (owners.isEmpty() && !actor.is(Role.ENGINEER)) {
            throw unknown(bundle.value());
        }
        if (!actor.departments().containsAll(owners)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("路由包 %s 属于部门 %s", "The bundle %s belongs to %s", bundle, String.join(", ", owners)));
        }
    }

    /** The engineer is assigned to the department that the files name, and to those whose bundle it was before. */
    public void requireEngineer(Actor actor, BundleFiles files) {
        BundleYaml.read(files, new Findings())
                .ifPresent(definition -> requireDepartment(actor, definition.department()));
        requireOwner(actor, files.name());
    }

    /** Whether the bundle runs or not, it stays with the departments that its versions belong to. */
    private void requireOwner(Actor actor, BundleName bundle) {
        store.owners(bundle).forEach(department -> requireDepartment(actor, department));
    }

    /** The bundle of this name, for an engineer who may change it. */
    public BundleName changeable(Actor actor, String name) {
        actor.require(Role.ENGINEER);
        BundleName bundle = bundle(name);
        requireOwner(actor, bundle);
        return bundle;
    }

    /** An engineer deploys for the departments it is assigned to; no other role stands in for that. */
    private static void requireDepartment(Actor actor, String department) {
        if (!actor.departments().contains(department)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("您未被指派到部门 %s", "You are not assigned to the department %s", department));
        }
    }

    public static BundleName bundle(String name) {
        if (!BundleName.valid(name)) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE);
        }
        return new BundleName(name);
    }

    public static Problem unknown(String name) {
        return Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有路由包 %s", "There is no bundle %s", name));
    }
}
