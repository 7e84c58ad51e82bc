package io.xianghub.bundle.sample;

import io.xianghub.bundle.border.Script;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files of one case. */
final class CaseFolder {

    private static final Pattern NUMBERED =
            Pattern.compile("(legacy|effect)-([1-9][0-9]{0,3})(\\.sent\\.json|\\.problem\\.json|\\.[a-z0-9]+)");
    /** The code of the finding that a case says nothing of its outcome. */
    static final String NO_ANSWER = "case.no-answer";

    private static final Set<String> EFFECT_ENDINGS = Set.of(".json", ".problem.json");
    private static final Set<String> CALL_PARTS = Set.of("path", "query", "header", "body");

    private final Input input;
    private final String folder;
    private final SortedMap<String, byte[]> files;
    private final JsonFiles json;
    private final SortedMap<Integer, Recorded> answers = new TreeMap<>();
    private final SortedMap<Integer, Expected.Tree> sent = new TreeMap<>();
    private final SortedMap<Integer, Script.Outcome> effects = new TreeMap<>();
    private final List<Expected> expected = new ArrayList<>();
    private JsonFiles.@Nullable Read request;
    private Expected.@Nullable Tree effectsExpected;
    private Expected.@Nullable Bytes result;
    private boolean broken;

    CaseFolder(Input input, String folder, SortedMap<String, byte[]> files, JsonFiles json) {
        this.input = input;
        this.folder = folder;
        this.files = files;
        this.json = json;
    }

    /** Empty when something is wrong with it. */
    Optional<Case> read() {
        files.forEach(this::file);
        if (request == null && !broken) {
            String name = input.kind().takesBytes() ? "request.<ext>" : "request.json";
            broken = true;
            json.wrong(
                    folder,
                    "case.no-request",
                    Text.of("缺少输入文件 %s", "The input %s is missing", name),
                    Text.of("在其中写下到达的内容", "Write down in it what arrives"));
        }
        inOrder();
        expectations();
        JsonFiles.Read arrived = request;
        if (broken || arrived == null) {
            return Optional.empty();
        }
        return Optional.of(new Case(
                input,
                folder,
                arrived.tree(),
                new Case.World(List.copyOf(answers.values()), effects),
                new Case.Outcome(expected.isEmpty() ? null : expected.get(0), sent, effectsExpected, result)));
    }

    private void file(String name, byte[] bytes) {
        Matcher numbered = NUMBERED.matcher(name);
        if (name.startsWith("request.")) {
            request(name, bytes);
        } else if (name.startsWith("answer.")) {
            answer(name, bytes);
        } else if (name.startsWith("result.") && input.kind() == Input.Kind.FILE) {
            result = new Expected.Bytes(path(name), bytes);
        } else if (name.equals("effects.json")) {
            tree(name, bytes).ifPresent(read -> effectsExpected = new Expected.Tree(path(name), read.tree()));
        } else if (numbered.matches() && numbered.group(1).equals("legacy")) {
            legacy(name, Integer.parseInt(numbered.group(2)), numbered.group(3), bytes);
        } else if (numbered.matches() && EFFECT_ENDINGS.contains(numbered.group(3))) {
            effect(name, Integer.parseInt(numbered.group(2)), numbered.group(3), bytes);
        } else {
            wrong(
                    name,
                    "case.unknown-file",
                    Text.of("不认识的文件 %s", "A file of no known kind: %s", name),
                    Text.of(
                            "用例由 request、legacy-<n>、answer、effects、effect-<n> 组成，文件的用例还有 result",
                            "A case is made of request, legacy-<n>, answer, effects and effect-<n>, that of a file"
                                    + " also of result"));
        }
    }

    private void request(String name, byte[] bytes) {
        if (request != null) {
            wrong(name, "case.two-requests", Text.of("只能有一个输入", "There is another input already"), remove());
        } else if (input.kind().takesBytes()) {
            request = new JsonFiles.Read(bytes);
        } else if (!name.equals("request.json")) {
            wrong(
                    name,
                    "case.request",
                    Text.of("此输入应为 request.json", "This input is a request.json"),
                    Text.of("改名并写成 JSON", "Rename it and write it as JSON"));
        } else {
            tree(name, bytes)
                    .map(JsonFiles.Read::tree)
                    .ifPresentOrElse(tree -> request = shaped(name, tree), () -> broken = true);
        }
    }

    private JsonFiles.@Nullable Read shaped(String name, Object tree) {
        if (input.kind().takesRows()) {
            boolean rows = tree instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
            return rows ? new JsonFiles.Read(tree) : misshaped(name, "行的列表", "a list of rows");
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return misshaped(name, "对象", "an object");
        }
        if (input.kind() == Input.Kind.MESSAGE) {
            return new JsonFiles.Read(tree);
        }
        if (!CALL_PARTS.containsAll(map.keySet())) {
            return misshaped(name, "{path, query, header, body}", "{path, query, header, body}");
        }
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        for (String part : List.of("path", "query", "header")) {
            call.put(part, map.get(part) == null ? Map.of() : map.get(part));
        }
        call.put("body", map.get("body"));
        return new JsonFiles.Read(call);
    }

    private JsonFiles.@Nullable Read misshaped(String name, String zh, String en) {
        wrong(name, "case.request", new Text("应为" + zh, "It should be " + en), Text.of("按此更正", "Correct it so"));
        return null;
    }

    private void answer(String name, byte[] bytes) {
        if (!expected.isEmpty()) {
            wrong(name, "case.two-answers", Text.of("只能有一个应答", "There is another answer already"), remove());
        } else if (name.equals("answer.problem.json")) {
            json.problem(path(name), bytes)
                    .ifPresentOrElse(
                            problem -> expected.add(new Expected.Refusal(path(name), problem)), () -> broken = true);
        } else if (name.equals("answer.json")) {
            tree(name, bytes).ifPresent(read -> expected.add(new Expected.Tree(path(name), read.tree())));
        } else {
            expected.add(new Expected.Bytes(path(name), bytes));
        }
    }

    private void legacy(String name, int number, String ending, byte[] bytes) {
        if (ending.equals(".sent.json")) {
            tree(name, bytes).ifPresent(read -> sent.put(number, new Expected.Tree(path(name), read.tree())));
            return;
        }
        Optional<Recorded> answer =
                switch (ending) {
                    case ".problem.json" ->
                        json.problem(path(name), bytes)
                                .map(problem -> new Recorded.Nothing(JsonFiles.asProblem(problem)));
                    case ".http" -> HttpFile.read(bytes).map(Recorded.Answer::new);
                    default ->
                        Optional.of(new Recorded.Answer(
                                new Wire.Heard.Bytes(200, MediaTypes.ofExtension(ending.substring(1)), bytes)));
                };
        if (answer.isEmpty() && ending.equals(".http")) {
            wrong(
                    name,
                    "case.http",
                    Text.of("应以状态行和头开始", "It should begin with a status line and headers"),
                    Text.of("例如 HTTP/1.1 500 Internal Server Error", "Such as HTTP/1.1 500 Internal Server Error"));
        }
        broken |= answer.isEmpty();
        if (answer.isPresent() && answers.put(number, answer.get()) != null) {
            wrong(
                    name,
                    "case.two-legacy-answers",
                    Text.of("第 %d 次调用已有应答", "The call %d has an answer already", number),
                    remove());
        }
    }

    private void effect(String name, int number, String ending, byte[] bytes) {
        Optional<Script.Outcome> outcome = ending.equals(".problem.json")
                ? json.problem(path(name), bytes).map(problem -> new Script.Outcome(null, JsonFiles.asProblem(problem)))
                : json.tree(path(name), bytes).map(read -> new Script.Outcome(read.tree(), null));
        broken |= outcome.isEmpty();
        if (outcome.isPresent() && effects.put(number, outcome.get()) != null) {
            wrong(
                    name,
                    "case.two-effect-answers",
                    Text.of("第 %d 个后果已有应答", "The effect %d has an answer already", number),
                    remove());
        }
    }

    private void inOrder() {
        int last = answers.isEmpty() ? 0 : answers.lastKey();
        if (last != answers.size()) {
            wrong(
                    "legacy-" + last,
                    "case.gap",
                    Text.of("legacy-1 至 legacy-%d 缺少应答", "An answer is missing between legacy-1 and legacy-%d", last),
                    Text.of("按调用顺序从 1 连续编号", "Number them from 1 in the order of the calls"));
        }
    }

    private void expectations() {
        boolean answers = input.kind().isAnswered();
        if (!broken
                && expected.isEmpty()
                && (answers || (effectsExpected == null && sent.isEmpty() && result == null))) {
            broken = true;
            json.wrong(
                    folder,
                    NO_ANSWER,
                    Text.of("没有写明应有的结果", "What must come of it is missing"),
                    Text.of(
                            "写 answer.json（或 answer.problem.json、effects.json），或运行 hub test --update",
                            "Write answer.json (or answer.problem.json, effects.json), or run hub test --update"));
        }
    }

    private Optional<JsonFiles.Read> tree(String name, byte[] bytes) {
        Optional<JsonFiles.Read> read = json.tree(path(name), bytes);
        broken |= read.isEmpty();
        return read;
    }

    private void wrong(String name, String code, Text message, Text remedy) {
        json.wrong(path(name), code, message, remedy);
        broken = true;
    }

    private static Text remove() {
        return Text.of("删除其中一个", "Remove one of them");
    }

    private String path(String name) {
        return folder + "/" + name;
    }
}
