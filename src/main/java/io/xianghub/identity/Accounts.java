package io.xianghub.identity;

import io.xianghub.shared.Subject;
import io.xianghub.shared.identity.Uscc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users in the database. */
final class Accounts {

    private final JdbcClient jdbc;
    private final boolean demo;

    /** @param demo whether the demo's accounts count */
    Accounts(JdbcClient jdbc, boolean demo) {
        this.jdbc = jdbc;
        this.demo = demo;
    }

    Optional<Account> find(String name) {
        return jdbc.sql("select * from account where name = :name and (demo = false or :demo)")
                .param("name", name)
                .param("demo", demo)
                .query((row, number) -> account(row))
                .optional();
    }

    /** Writes a new account; leaves one that exists as it is. */
    void add(Account account, boolean forDemo) {
        Subject subject = account.subject();
        Uscc enterprise = subject == null ? null : subject.enterprise();
        jdbc.sql(
                        """
                        insert into account (name, password, roles, departments, subject_id, certificate, enterprise,
                                             real_name_level, demo)
                        select :name, :password, :roles, :departments, :subjectId, :certificate, :enterprise,
                               cast(:level as integer), :demo
                         where not exists (select 1 from account where name = :name)""")
                .param("name", account.name())
                .param("password", account.passwordHash())
                .param("roles", Words.join(Words.words(account.roles())))
                .param("departments", Words.join(account.departments()))
                .param("subjectId", subject == null ? null : subject.id())
                .param("certificate", subject == null ? null : subject.certificate())
                .param("enterprise", enterprise == null ? null : enterprise.value())
                .param("level", subject == null ? null : subject.realNameLevel())
                .param("demo", forDemo)
                .update();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                row.getString("password"),
                Words.roles(Words.split(row.getString("roles"))),
                Words.split(row.getString("departments")),
                subject(row));
    }

    private static @Nullable Subject subject(ResultSet row) throws SQLException {
        String id = row.getString("subject_id");
        if (id == null) {
            return null;
        }
        String enterprise = row.getString("enterprise");
        return new Subject(
                id,
                Objects.requireNonNull(row.getString("certificate")),
                enterprise == null ? null : new Uscc(enterprise),
                row.getInt("real_name_level"));
    }
}
