package io.xianghub.shared;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling: a user of the hub, or a client that may act for a subject.
 *
 * @param name the user's or the client's name, as it is recorded
 * @param departments codes (USCC) of the departments this actor works for
 * @param subject whom a client acts for; null when it acts for itself
 */
public record Actor(String name, Set<Role> roles, Set<String> departments, @Nullable Subject subject) {

    public Actor {
        roles = Set.copyOf(roles);
        departments = Set.copyOf(departments);
    }

    /** The hub itself: pollers, relays and seeds. */
    public static Actor hub() {
        return new Actor("hub", Set.of(), Set.of(), null);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Refuses an actor that has none of these roles. */
    public void require(Role... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(this::is)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, Text.of("需要角色 %s", "Needs one of the roles %s", Arrays.toString(anyOf)));
        }
    }

    /** Refuses an actor that does not work for the department, unless it is an operator. */
    public void requireDepartment(String code) {
        if (!departments.contains(code) && !is(Role.OPERATOR)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, Text.of("您不属于部门 %s", "You do not work for the department %s", code));
        }
    }

    /** The subject of the call; a client alone never reads a person's or an enterprise's data. */
    public Subject requireSubject() {
        if (subject == null) {
            throw Problem.of(ProblemType.SUBJECT_REQUIRED);
        }
        return subject;
    }
}
