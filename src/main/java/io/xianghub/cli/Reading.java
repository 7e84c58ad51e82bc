package io.xianghub.cli;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.wire.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the user reads answers: language, and JSON or sentences; data on stdout, the rest on stderr. */
final class Reading {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    enum Language {
        ZH,
        EN
    }

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--json", description = "以 JSON 输出 / print JSON")
    private boolean json;

    @Option(names = "--lang", description = "zh 或 en，缺省随环境 / zh or en, by the environment")
    private @Nullable Language language;

    boolean json() {
        return json;
    }

    Locale locale() {
        Language asked = language == null ? beforeTheCommand() : language;
        if (asked != null) {
            return asked == Language.EN ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        }
        return ofEnvironment(System.getenv());
    }

    /** {@code hub --lang zh status}. */
    private @Nullable Language beforeTheCommand() {
        return command != null && command.root().userObject() instanceof Hub hub ? hub.language() : null;
    }

    /** The first variable that is set decides, in the order in which every command of a system reads them. */
    static Locale ofEnvironment(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("")
                        .startsWith("zh")
                ? Locale.SIMPLIFIED_CHINESE
                : Locale.ENGLISH;
    }

    String say(Text text) {
        return text.in(locale());
    }

    /** One of the hub's stable words. */
    String word(@Nullable Object word) {
        return say(Words.of(word));
    }

    void data(@Nullable Object tree, String sentence) {
        out().println(json ? Json.write(tree) : sentence);
    }

    void note(Text text) {
        err().println(say(text));
    }

    /** {@code file:line:column: message → remedy}, as compilers print it. */
    void finding(String severity, String place, Text message, Text remedy) {
        err().println(place + ": " + word(severity.toLowerCase(Locale.ROOT)) + ": " + say(message) + " → "
                + say(remedy));
    }

    void finding(Finding found) {
        finding(found.severity().word(), found.place(), found.message(), found.remedy());
    }

    /** A finding as the server wrote it. */
    void finding(Map<?, ?> found) {
        long line = found.get("line") instanceof Long number ? number : 0;
        long column = found.get("column") instanceof Long number ? number : 0;
        String place = found.get("file") + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
        finding(String.valueOf(found.get("severity")), place, text(found.get("message")), text(found.get("remedy")));
    }

    static Text text(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> languages) {
            return new Text(String.valueOf(languages.get("zh")), String.valueOf(languages.get("en")));
        }
        return new Text(String.valueOf(tree), String.valueOf(tree));
    }

    /** A time of the hub's as the reader's clock shows it. */
    static String time(@Nullable Object instant) {
        try {
            return TIME.format(Instant.parse(String.valueOf(instant)));
        } catch (DateTimeParseException none) {
            return "-";
        }
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("Not mixed into a command");
        }
        return command;
    }
}
