package io.xianghub.identity;

import io.xianghub.shared.Role;
import io.xianghub.shared.Subject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a name and a password.
 *
 * @param subject who this is towards clients that call on his behalf; null for staff
 */
record Account(String name, String passwordHash, Set<Role> roles, Set<String> departments, @Nullable Subject subject) {

    Account {
        roles = Set.copyOf(roles);
        departments = Set.copyOf(departments);
    }

    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
