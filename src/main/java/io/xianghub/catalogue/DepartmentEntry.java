package io.xianghub.catalogue;

import java.util.List;
import java.util.Map;

/**
 * What the catalogue keeps of a department.
 *
 * @param version grows with each change; 0 for one that is not registered yet
 */
record DepartmentEntry(String name, Map<Responsibility, Person> people, List<App> apps, long version) {

    DepartmentEntry {
        people = Map.copyOf(people);
        apps = List.copyOf(apps);
    }

    record Person(String name, String mobile) {}

    record App(String code, String name) {}
}
