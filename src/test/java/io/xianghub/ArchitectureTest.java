package io.xianghub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.xianghub.shared.database.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.NamedInterface;
import org.springframework.modulith.core.NamedInterfaces;

/** The plan of the house, held against the code. */
class ArchitectureTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.xianghub");

    @Test
    void modulesUseOnlyWhatTheyDeclareAndHaveNoCycles() {
        ApplicationModules.of(HubApplication.class).verify();
    }

    @Test
    void modulesDeclareOnlyWhatTheyUse() throws ClassNotFoundException {
        ApplicationModules modules = ApplicationModules.of(HubApplication.class);
        List<String> unused = new ArrayList<>();
        for (org.springframework.modulith.core.ApplicationModule module : modules) {
            Set<String> used = usedBy(module);
            for (String declared : declared(module)) {
                String[] names = declared.split(" :: ", -1);
                NamedInterfaces offered =
                        modules.getModuleByName(names[0]).orElseThrow().getNamedInterfaces();
                NamedInterface named = names.length == 1
                        ? offered.getUnnamedInterface()
                        : offered.getByName(names[1]).orElseThrow();
                if (named.asJavaClasses().noneMatch(type -> used.contains(type.getName()))) {
                    unused.add(module.getDisplayName() + " uses nothing of " + declared);
                }
            }
        }
        assertThat(unused).isEmpty();
    }

    private static Set<String> usedBy(org.springframework.modulith.core.ApplicationModule module) {
        Set<String> used = new HashSet<>();
        for (JavaClass type : HUB.that(resideInAPackage(module.getBasePackage().getName() + ".."))) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                used.add(dependency.getTargetClass().getBaseComponentType().getName());
            }
        }
        return used;
    }

    private static List<String> declared(org.springframework.modulith.core.ApplicationModule module)
            throws ClassNotFoundException {
        return List.of(Class.forName(module.getBasePackage().getName() + ".package-info")
                .getAnnotation(ApplicationModule.class)
                .allowedDependencies());
    }

    @Test
    void camelStaysInBundleAndInCamelPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.xianghub.bundle.camel..", "io.xianghub.*.camel..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.camel.."))
                .because("a module's domain must be readable, and testable, by somebody who does not know Camel")
                .check(HUB);
    }

    @Test
    void packagesOfBundleFormNoCycle() {
        slices().matching("io.xianghub.(**)")
                .should()
                .beFreeOfCycles()
                .because("who looks for a thing of bundles must be able to read one package after the other")
                .check(HUB.that(resideInAPackage("io.xianghub.bundle..")));
    }

    @Test
    void mappingNeedsNoSpring() {
        noClasses()
                .that()
                .resideInAPackage("io.xianghub.mapping..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.."))
                .because("offline commands construct it without a container and start in a second")
                .check(HUB);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .because("a class says in its constructor what it needs")
                .check(HUB);
    }

    @Test
    void timeIsJavaTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.xianghub.simulation..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .because("java.time says which kind of time it means")
                .check(HUB);
    }

    @Test
    void classesAreNamedByWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Impl|Dto|DTO|Service|Controller|Manager|Helper)")
                .because("such a suffix says what a class is made of, not what it is")
                .check(HUB);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        try (Stream<Path> packages = Files.walk(Path.of("src/main/java/io/xianghub"))) {
            assertThat(packages.filter(Files::isDirectory).filter(ArchitectureTest::holdsClasses))
                    .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                            .contains("NullMarked"));
        }
    }

    @Test
    void everyFolderOfMigrationsIsRun() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/resources/db/migration"))) {
            List<String> owners = folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(owners).isNotEmpty().isSubsetOf(Migrations.MODULES);
        }
    }

    @Test
    void everyTableSaysWhatItHolds() throws IOException {
        try (Stream<Path> scripts = Files.walk(Path.of("src/main/resources/db/migration"))) {
            for (Path script :
                    scripts.filter(file -> file.toString().endsWith(".sql")).toList()) {
                String sql = Files.readString(script).toLowerCase(java.util.Locale.ROOT);
                var table = java.util.regex.Pattern.compile("create (?:unlogged )?table (?:if not exists )?([a-z_]+)")
                        .matcher(sql);
                while (table.find()) {
                    assertThat(sql)
                            .as("%s in %s", table.group(1), script)
                            .contains("comment on table " + table.group(1));
                }
            }
        }
    }

    @Test
    void interfacesDoNotHideBehindPrefixes() {
        classes()
                .that()
                .areInterfaces()
                .should()
                .haveNameNotMatching(".*\\.I[A-Z][a-z].*")
                .because("an interface is named as its users speak of it")
                .check(HUB);
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
