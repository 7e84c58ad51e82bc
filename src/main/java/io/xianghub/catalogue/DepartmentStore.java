package io.xianghub.catalogue;

import io.xianghub.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Departments, people and apps in the database. */
final class DepartmentStore implements Departments {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Vault vault;

    DepartmentStore(JdbcClient jdbc, TransactionTemplate transaction, Vault vault) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
    }

    @Override
    public Optional<Department> find(String code) {
        return jdbc.sql("select code, name from department where code = :code")
                .param("code", code)
                .query((row, number) -> new Department(row.getString("code"), row.getString("name")))
                .optional();
    }

    @Override
    public Set<Responsibility> missing(String code) {
        Set<Responsibility> missing = EnumSet.allOf(Responsibility.class);
        jdbc.sql("select responsibility from responsible_person where department = :code")
                .param("code", code)
                .query(String.class)
                .list()
                .forEach(filled -> missing.remove(Responsibility.valueOf(filled)));
        return missing;
    }

    @Override
    public boolean hasApp(String code, String app) {
        return jdbc.sql("select count(*) from legacy_app where department = :code and code = :app")
                        .param("code", code)
                        .param("app", app)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    Optional<DepartmentEntry> entry(String code) {
        return jdbc.sql("select name, version from department where code = :code")
                .param("code", code)
                .query((row, number) ->
                        new DepartmentEntry(row.getString("name"), people(code), apps(code), row.getLong("version")))
                .optional();
    }

    private Map<Responsibility, DepartmentEntry.Person> people(String code) {
        Map<Responsibility, DepartmentEntry.Person> people = new TreeMap<>();
        jdbc.sql("select responsibility, name, sealed_mobile from responsible_person where department = :code")
                .param("code", code)
                .query(row -> {
                    byte[] sealed = Base64.getDecoder().decode(row.getString("sealed_mobile"));
                    people.put(
                            Responsibility.valueOf(row.getString("responsibility")),
                            new DepartmentEntry.Person(
                                    row.getString("name"), new String(vault.open(sealed), StandardCharsets.UTF_8)));
                });
        return people;
    }

    private List<DepartmentEntry.App> apps(String code) {
        return jdbc.sql("select code, name from legacy_app where department = :code order by code")
                .param("code", code)
                .query((row, number) -> new DepartmentEntry.App(row.getString("code"), row.getString("name")))
                .list();
    }

    /** Writes the whole entry; false when somebody else wrote since {@code entry.version()} was read. */
    boolean put(String code, DepartmentEntry entry) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!head(code, entry)) {
                return false;
            }
            jdbc.sql("delete from responsible_person where department = :code")
                    .param("code", code)
                    .update();
            entry.people().forEach((responsibility, person) -> insert(code, responsibility, person));
            jdbc.sql("delete from legacy_app where department = :code")
                    .param("code", code)
                    .update();
            entry.apps().forEach(app -> jdbc.sql(
                            "insert into legacy_app (department, code, name) values (:code, :app, :name)")
                    .param("code", code)
                    .param("app", app.code())
                    .param("name", app.name())
                    .update());
            return true;
        }));
    }

    private boolean head(String code, DepartmentEntry entry) {
        if (entry.version() == 0) {
            return find(code).isEmpty()
                    && jdbc.sql("insert into department (code, name, version) values (:code, :name, 1)")
                                    .param("code", code)
                                    .param("name", entry.name())
                                    .update()
                            == 1;
        }
        return jdbc.sql(
                                """
                                update department set name = :name, version = version + 1
                                 where code = :code and version = :version""")
                        .param("code", code)
                        .param("name", entry.name())
                        .param("version", entry.version())
                        .update()
                == 1;
    }

    private void insert(String code, Responsibility responsibility, DepartmentEntry.Person person) {
        byte[] sealed = vault.seal(person.mobile().getBytes(StandardCharsets.UTF_8));
        jdbc.sql(
                        """
                        insert into responsible_person (department, responsibility, name, sealed_mobile)
                        values (:code, :responsibility, :name, :mobile)""")
                .param("code", code)
                .param("responsibility", responsibility.name())
                .param("name", person.name())
                .param("mobile", Base64.getEncoder().encodeToString(sealed))
                .update();
    }
}
