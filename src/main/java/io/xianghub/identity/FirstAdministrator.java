package io.xianghub.identity;

import io.xianghub.shared.Role;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Gives an empty hub its administrator, whose password is printed once and kept as a hash. */
final class FirstAdministrator implements ApplicationListener<ApplicationReadyEvent> {

    private final Accounts accounts;
    private final PasswordEncoder passwords;

    FirstAdministrator(Accounts accounts, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        if (accounts.hasAdministrator()) {
            return;
        }
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().encodeToString(random);
        accounts.add(
                new Account(
                        "administrator",
                        Objects.requireNonNull(passwords.encode(password)),
                        Set.of(Role.ADMINISTRATOR),
                        Set.of(),
                        null),
                false);
        // Not the log: it is kept and shipped.
        System.out.printf(
                "%n管理员 administrator 的初始密码（仅显示这一次）/ administrator's first password (shown once): %s%n%n", password);
    }
}
