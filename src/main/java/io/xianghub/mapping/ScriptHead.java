package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says in comments about its formats: the keys of a mapping's YAML, line by line behind {@code hub:}.
 *
 * @param source what it reads
 * @param target what it writes
 */
record ScriptHead(String file, Source source, Target target) {

    private static final int LONGEST = 100_000;
    private static final Pattern JSLT = Pattern.compile("(\\s*//\\s*hub:)(.*)");
    private static final Pattern XSL = Pattern.compile("(\\s*<!--\\s*hub:)(.*?)(?:-->\\s*)?");

    static Optional<ScriptHead> read(String file, String text, Findings findings) {
        if (text.length() > LONGEST) {
            findings.error(
                    Position.whole(file),
                    "mapping.script",
                    Text.of("脚本超过 %d 个字符", "The script has more than %d characters", LONGEST),
                    Text.of(
                            "拆成几个映射，由路由依次调用",
                            "Make several mappings of it, which the route calls one after the other"));
            return Optional.empty();
        }
        String yaml = yaml(text, file.endsWith(Script.JSLT) ? JSLT : XSL);
        if (yaml.isBlank()) {
            findings.error(
                    new Position(file, 1, 1),
                    "mapping.script-head",
                    Text.of("脚本没有说明读写的格式", "The script does not say what it reads and writes"),
                    Text.of(
                            "在注释中写 hub: source: { format: … } 和 hub: target: { format: … }",
                            "Write hub: source: { format: … } and hub: target: { format: … } in comments"));
            return Optional.empty();
        }
        return Yaml.read(file, yaml.getBytes(StandardCharsets.UTF_8), findings)
                .flatMap(root -> Declared.of(root, findings, MappingKeys.SCRIPT))
                .flatMap(top -> {
                    Source source = new FormatReader(findings).source(top);
                    Target target = TargetReader.target(top);
                    return source == null || target == null
                            ? Optional.empty()
                            : Optional.of(new ScriptHead(file, source, target));
                });
    }

    /** The same lines and columns as in the file, so that findings name them. */
    private static String yaml(String text, Pattern comment) {
        StringBuilder yaml = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            Matcher head = comment.matcher(line);
            if (head.matches()) {
                yaml.append(" ".repeat(head.group(1).length())).append(head.group(2));
            }
            yaml.append('\n');
        }
        return yaml.toString();
    }

    /** Where it stands, whichever of its lines is meant. */
    Position at() {
        return new Position(file, 1, 1);
    }
}
