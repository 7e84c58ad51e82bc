package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/accounts} and {@code /api/v1/clients}: an administrator lets users and systems in. */
@RestController
@RequestMapping("/api/v1")
class AccessEndpoint {

    private final Accounts accounts;
    private final Clients clients;
    private final PasswordEncoder passwords;

    AccessEndpoint(Accounts accounts, Clients clients, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.clients = clients;
        this.passwords = passwords;
    }

    /** @param departments codes (USCC) of the departments it works for; a client at most one */
    record Wanted(@Nullable String name, @Nullable List<String> roles, @Nullable List<String> departments) {}

    /** @param secret shown this once; the hub keeps its hash */
    record Created(String name, String secret) {}

    /** A user who signs in with a password, as operators do for Hawtio. */
    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Created account(Actor actor, @RequestBody Wanted wanted) {
        actor.require(Role.ADMINISTRATOR);
        Actor checked = checked(wanted, Integer.MAX_VALUE);
        if (accounts.find(checked.name()).isPresent()) {
            throw taken(checked.name());
        }
        String secret = Secrets.next();
        accounts.add(new Account(checked.name(), hash(secret), checked.roles(), checked.departments(), null), false);
        return new Created(checked.name(), secret);
    }

    /** A system, or an engineer's command line, that asks for tokens by client credentials. */
    @PostMapping("/clients")
    @ResponseStatus(HttpStatus.CREATED)
    Created client(Actor actor, @RequestBody Wanted wanted) {
        actor.require(Role.ADMINISTRATOR);
        Actor checked = checked(wanted, 1);
        if (clients.actor(checked.name()).isPresent()) {
            throw taken(checked.name());
        }
        String secret = Secrets.next();
        clients.add(checked, hash(secret), false, false);
        return new Created(checked.name(), secret);
    }

    private static Actor checked(Wanted wanted, int mostDepartments) {
        List<Violation> wrong = new ArrayList<>();
        String name = Objects.requireNonNullElse(wanted.name(), "");
        if (!name.matches("[a-z][a-z0-9-]{1,39}")) {
            wrong.add(new Violation(
                    "name",
                    Text.of("应为小写字母、数字和 -，字母开头", "Should be lower-case letters, digits and '-', a letter first")));
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : Objects.requireNonNullElse(wanted.roles(), List.<String>of())) {
            Role role = role(word);
            if (role == null) {
                wrong.add(new Violation(
                        "roles",
                        Text.of(
                                "没有这个角色，可用：%s",
                                "There is no such role; known: %s", Words.words(EnumSet.allOf(Role.class)))));
            } else {
                roles.add(role);
            }
        }
        if (roles.isEmpty() && wrong.isEmpty()) {
            wrong.add(new Violation("roles", Text.of("至少一个角色", "At least one role")));
        }
        List<String> departments = Objects.requireNonNullElse(wanted.departments(), List.<String>of());
        if (departments.size() > mostDepartments || !departments.stream().allMatch(Uscc::valid)) {
            wrong.add(new Violation(
                    "departments",
                    Text.of(
                            "应为有效的统一社会信用代码；客户端至多一个",
                            "Should be valid unified social credit codes; a client has one at most")));
        }
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        return new Actor(name, roles, Set.copyOf(departments), null);
    }

    private static @Nullable Role role(@Nullable String word) {
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }

    private String hash(String secret) {
        return Objects.requireNonNull(passwords.encode(secret));
    }

    private static Problem taken(String name) {
        return Problem.of(ProblemType.CONFLICT, Text.of("%s 已存在", "%s exists already", name));
    }
}
