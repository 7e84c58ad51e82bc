package io.xianghub.catalogue;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/departments/{code}}: administrators register departments and who answers for them. */
@RestController
@RequestMapping("/api/v1/departments/{code}")
class DepartmentEndpoint {

    private final DepartmentStore departments;

    DepartmentEndpoint(DepartmentStore departments) {
        this.departments = departments;
    }

    record Person(@Nullable String name, @Nullable String mobile) {}

    record App(@Nullable String code, @Nullable String name) {}

    /** @param people by {@code lead}, {@code operations}, {@code maintenance}, {@code security} */
    record Body(
            @Nullable String name,
            @Nullable Map<String, @Nullable Person> people,
            @Nullable List<@Nullable App> apps) {}

    @GetMapping
    ResponseEntity<Body> get(Actor actor, @PathVariable String code) {
        actor.require(Role.ADMINISTRATOR, Role.OPERATOR, Role.AUDITOR);
        DepartmentEntry entry = departments
                .entry(code)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND, Text.of("没有登记部门 %s", "The department %s is not registered", code)));
        return answer(entry);
    }

    @PutMapping
    ResponseEntity<Body> put(
            Actor actor,
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Body body) {
        actor.require(Role.ADMINISTRATOR);
        DepartmentEntry entry = checked(code, body, version(ifMatch));
        if (!departments.put(code, entry)) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "部门 %s 已被他人修改或已登记；修改须带 If-Match",
                            "The department %s was changed by somebody else, or is registered already; a change needs If-Match",
                            code));
        }
        return answer(departments.entry(code).orElseThrow());
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return 0;
        }
        String digits = ifMatch.replace("\"", "");
        return digits.matches("[1-9][0-9]{0,17}") ? Long.parseLong(digits) : -1;
    }

    private static DepartmentEntry checked(String code, Body body, long version) {
        List<Violation> wrong = new ArrayList<>();
        if (!Uscc.valid(code)) {
            wrong.add(new Violation("path.code", Text.of("不是有效的统一社会信用代码", "Not a unified social credit code")));
        }
        String name = text("name", body.name(), ".{1,100}", wrong);
        Map<Responsibility, DepartmentEntry.Person> people = new TreeMap<>();
        (body.people() == null ? Map.<String, @Nullable Person>of() : body.people()).forEach((word, person) -> {
            Responsibility responsibility = responsibility(word, wrong);
            String path = "people." + word;
            if (person == null) {
                wrong.add(new Violation(path, Text.of("不能为空", "Must not be null")));
                return;
            }
            String who = text(path + ".name", person.name(), ".{1,50}", wrong);
            String mobile = text(path + ".mobile", person.mobile(), "1[0-9]{10}", wrong);
            if (responsibility != null) {
                people.put(responsibility, new DepartmentEntry.Person(who, mobile));
            }
        });
        List<DepartmentEntry.App> apps = (body.apps() == null ? List.<@Nullable App>of() : body.apps())
                .stream()
                        .map(app -> app == null ? new App(null, null) : app)
                        .map(app -> new DepartmentEntry.App(
                                text("apps.code", app.code(), "[a-z][a-z0-9-]{1,39}", wrong),
                                text("apps.name", app.name(), ".{1,100}", wrong)))
                        .toList();
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        return new DepartmentEntry(name, people, apps, version);
    }

    private static @Nullable Responsibility responsibility(String word, List<Violation> wrong) {
        for (Responsibility responsibility : Responsibility.values()) {
            if (responsibility.word().equals(word)) {
                return responsibility;
            }
        }
        wrong.add(new Violation(
                "people." + word,
                Text.of(
                        "应为 lead、operations、maintenance 或 security",
                        "Should be lead, operations, maintenance or security")));
        return null;
    }

    private static String text(String path, @Nullable String value, String form, List<Violation> wrong) {
        if (value == null || !value.strip().matches(form)) {
            wrong.add(new Violation(path, Text.of("应符合 %s", "Should match %s", form)));
            return "";
        }
        return value.strip();
    }

    private static ResponseEntity<Body> answer(DepartmentEntry entry) {
        Map<String, @Nullable Person> people = new TreeMap<>();
        entry.people()
                .forEach((responsibility, person) ->
                        people.put(responsibility.word(), new Person(person.name(), person.mobile())));
        return ResponseEntity.ok()
                .eTag("\"" + entry.version() + "\"")
                .body(new Body(
                        entry.name(),
                        people,
                        entry.apps().stream()
                                .map(app -> new App(app.code(), app.name()))
                                .toList()));
    }
}
