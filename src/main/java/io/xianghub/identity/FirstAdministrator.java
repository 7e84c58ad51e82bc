package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Gives an empty hub its administrator, a client whose secret is printed once and kept as a hash. */
final class FirstAdministrator implements ApplicationListener<ApplicationReadyEvent> {

    private static final String NAME = "administrator";

    private final Clients clients;
    private final PasswordEncoder passwords;

    FirstAdministrator(Clients clients, PasswordEncoder passwords) {
        this.clients = clients;
        this.passwords = passwords;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (clients.actor(NAME).isPresent()) {
            return;
        }
        String secret = Secrets.next();
        Actor administrator = new Actor(NAME, Set.of(Role.ADMINISTRATOR), Set.of(), null);
        clients.add(administrator, Objects.requireNonNull(passwords.encode(secret)), false, false);
        // Not the log: it is kept and shipped.
        System.out.printf(
                """

                管理员密钥（仅显示这一次）/ the administrator's secret (shown once): %s
                  bin/hub token --client administrator --client-secret …
                  用它登记部门、用户和客户端 / register departments, accounts and clients with it: docs/reference/first-steps.md

                """,
                secret);
    }
}
