package io.xianghub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds {@code docs/promises.md} against the reports of the tests that ran before it: each proof exists, ran and passed. It
 * runs by itself after all others.
 */
class PromisesTest {

    private static final Pattern PROOF = Pattern.compile("`([A-Z][A-Za-z0-9]*)#([a-z][A-Za-z0-9]*)`");

    private record Proof(String promise, String type, String method) {}

    @Test
    void everyPromiseIsProvenByATestThatRan() throws Exception {
        Set<String> passed = passedTests();
        Set<String> excluded = excludedGroups();
        List<String> missing = new ArrayList<>();
        List<Proof> proofs = proofs();
        for (Proof proof : proofs) {
            boolean ran = passed.stream()
                    .anyMatch(test -> test.endsWith("." + proof.type() + "#" + proof.method())
                            || test.startsWith(proof.type() + "#" + proof.method()));
            if (!ran && !leftOut(proof, excluded)) {
                missing.add(proof.toString());
            }
        }

        assertThat(proofs).isNotEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPromiseNamesAProofAndWhatMadeItFail() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            String[] cells = row.split("\\|", -1);
            assertThat(cells).hasSize(5);
            assertThat(cells[2]).containsPattern(PROOF);
            assertThat(cells[3].strip()).hasSizeGreaterThan(10);
        });
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/promises.md")).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| Promise") && !line.startsWith("| ---"))
                .toList();
    }

    private static List<Proof> proofs() throws IOException {
        List<Proof> proofs = new ArrayList<>();
        for (String row : rows()) {
            String[] cells = row.split("\\|", -1);
            Matcher proof = PROOF.matcher(cells[2]);
            while (proof.find()) {
                proofs.add(new Proof(cells[1].strip(), proof.group(1), proof.group(2)));
            }
        }
        return proofs;
    }

    /** {@code package.Class#method} of every test that passed, parameters cut off. */
    private static Set<String> passedTests() throws Exception {
        Set<String> passed = new HashSet<>();
        File[] reports = new File("target/surefire-reports").listFiles((folder, name) -> name.endsWith(".xml"));
        assertThat(reports).isNotNull();
        for (File report : reports) {
            if (report.lastModified() < buildStarted()) {
                continue; // a report of an earlier build proves nothing of this one
            }
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report)
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                boolean failed = Stream.of("failure", "error", "skipped")
                        .anyMatch(tag -> test.getElementsByTagName(tag).getLength() > 0);
                String method = test.getAttribute("name").split("[({\\[]", 2)[0];
                if (!failed) {
                    passed.add(test.getAttribute("classname") + "#" + method);
                }
            }
        }
        return passed;
    }

    /** Milliseconds; Maven passes when it began, in UTC to the second. */
    private static long buildStarted() {
        return LocalDateTime.parse(System.getProperty("build.started"), DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static Set<String> excludedGroups() {
        String groups = System.getProperty("excluded.groups", "");
        return new HashSet<>(Arrays.asList(groups.split(",")));
    }

    /** A proof of a group that this run leaves out must still exist. */
    private static boolean leftOut(Proof proof, Set<String> excluded) throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("target/test-classes"))) {
            List<Path> candidates = files.filter(
                            file -> file.getFileName().toString().equals(proof.type() + ".class"))
                    .toList();
            for (Path file : candidates) {
                String name = Path.of("target/test-classes").relativize(file).toString();
                Class<?> type =
                        Class.forName(name.substring(0, name.length() - 6).replace(File.separatorChar, '.'));
                boolean exists = Arrays.stream(type.getDeclaredMethods())
                        .map(Method::getName)
                        .anyMatch(proof.method()::equals);
                boolean tagged = Arrays.stream(type.getAnnotationsByType(Tag.class))
                        .map(Tag::value)
                        .anyMatch(excluded::contains);
                if (exists && tagged) {
                    return true;
                }
            }
        }
        return false;
    }
}
