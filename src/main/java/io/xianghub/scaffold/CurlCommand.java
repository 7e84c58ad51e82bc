package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a curl command would send.
 *
 * @param headers by name in lower case
 * @param data of the body; empty for none
 */
record CurlCommand(String method, String url, Map<String, String> headers, String data) {

    private static final Position AT = Position.whole("curl");
    private static final Set<String> WITHOUT_VALUE = Set.of(
            "-s",
            "--silent",
            "-S",
            "--show-error",
            "-k",
            "--insecure",
            "-L",
            "--location",
            "-v",
            "--verbose",
            "-i",
            "--include",
            "--compressed",
            "-f",
            "--fail",
            "-N",
            "--no-buffer",
            "-g",
            "--globoff",
            "-4",
            "-6",
            "--http1.1",
            "--http2",
            "-#",
            "--progress-bar");
    private static final Set<String> WITH_VALUE = Set.of(
            "-o",
            "--output",
            "-m",
            "--max-time",
            "--connect-timeout",
            "-A",
            "--user-agent",
            "-e",
            "--referer",
            "-x",
            "--proxy",
            "--cacert",
            "-E",
            "--cert",
            "--key",
            "-w",
            "--write-out",
            "--retry",
            "--resolve",
            "-c",
            "--cookie-jar",
            "--max-redirs");
    private static final Set<String> DATA = Set.of("-d", "--data", "--data-raw", "--data-ascii", "--data-binary");
    private static final String SHORT_WITH_VALUE = "XHdFubAeomxEwcT";

    /** The command taken apart, or empty and findings. */
    static Optional<CurlCommand> read(String command, Notes notes) {
        List<String> words;
        try {
            words = ShellWords.of(command);
        } catch (ShellWords.Unreadable wrong) {
            notes.error(
                    new Position("curl", wrong.line(), wrong.column()),
                    "shell",
                    Text.of(
                            "此处的 %s 没有结束，或要由 shell 展开",
                            "The %s here does not end, or only a shell could expand it", wrong.what()),
                    Text.of("补全引号；变量和管道先换成实际内容", "Close the quote; put real content in place of variables and pipes"));
            return Optional.empty();
        }
        Parts parts = new Parts(notes);
        Iterator<String> rest = separated(words.subList(1, words.size())).iterator();
        while (rest.hasNext()) {
            parts.take(rest.next(), rest);
        }
        return notes.hasErrors() ? Optional.empty() : parts.command();
    }

    /** Short options with their value in one word, or several of them in one, apart. */
    private static List<String> separated(List<String> words) {
        List<String> separated = new ArrayList<>();
        boolean value = false;
        for (String word : words) {
            if (value || !word.startsWith("-") || word.startsWith("--") || word.length() == 2) {
                separated.add(word);
                value = !value
                        && (WITH_VALUE.contains(word)
                                || DATA.contains(word)
                                || Set.of(
                                                "-X",
                                                "-H",
                                                "-F",
                                                "-u",
                                                "-b",
                                                "--request",
                                                "--header",
                                                "--url",
                                                "--data-urlencode",
                                                "--json",
                                                "--form",
                                                "--user",
                                                "--cookie")
                                        .contains(word));
                continue;
            }
            for (int i = 1; i < word.length(); i++) {
                separated.add("-" + word.charAt(i));
                if (SHORT_WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                    if (i + 1 < word.length()) {
                        separated.add(word.substring(i + 1));
                    } else {
                        value = true;
                    }
                    break;
                }
            }
        }
        return separated;
    }

    /** What was read so far. */
    private static final class Parts {

        private final Notes notes;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> data = new ArrayList<>();
        private String method = "";
        private String url = "";
        private boolean inQuery;

        Parts(Notes notes) {
            this.notes = notes;
        }

        void take(String word, Iterator<String> rest) {
            if (WITHOUT_VALUE.contains(word)) {
                return;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                url(word);
                return;
            }
            if (word.equals("-G") || word.equals("--get")) {
                inQuery = true;
                return;
            }
            if (word.equals("-I") || word.equals("--head")) {
                refuse(word, Text.of("枢纽不调用 HEAD", "The hub does not call HEAD"));
                return;
            }
            if (!rest.hasNext()) {
                refuse(word, Text.of("选项后缺少值", "Its value is missing"));
                return;
            }
            valued(word, rest.next());
        }

        private void valued(String option, String value) {
            if (DATA.contains(option)) {
                plain(option, value);
                return;
            }
            switch (option) {
                case "-X", "--request" -> method = value.toUpperCase(Locale.ROOT);
                case "-H", "--header" -> header(value);
                case "--url" -> url(value);
                case "--data-urlencode" -> encoded(value);
                case "--json" -> {
                    headers.putIfAbsent("content-type", "application/json");
                    plain(option, value);
                }
                case "-F", "--form" ->
                    refuse(
                            option,
                            Text.of(
                                    "枢纽不发送 multipart 表单；请部门提供 JSON 或普通表单接口",
                                    "The hub sends no multipart form; ask the department for JSON or a plain form"));
                case "-T", "--upload-file" ->
                    refuse(
                            option,
                            Text.of(
                                    "枢纽不上传文件；文件用 sftp 连接",
                                    "The hub uploads no file; files go by a connection of style sftp"));
                case "-u", "--user" -> headers.put("authorization", "Basic masked");
                case "-b", "--cookie" ->
                    refuse(
                            option,
                            Text.of(
                                    "枢纽不带 Cookie；请部门提供令牌头",
                                    "The hub sends no cookies; ask the department for a token in a header"));
                default -> {
                    if (!WITH_VALUE.contains(option)) {
                        refuse(option, Text.of("去掉这个选项", "Remove this option"));
                    }
                }
            }
        }

        private void plain(String option, String value) {
            if (value.startsWith("@") && !option.equals("--data-raw")) {
                refuse(
                        option,
                        Text.of(
                                "把文件 %s 的内容写进命令",
                                "Write the content of the file %s into the command", value.substring(1)));
            } else {
                data.add(value);
            }
        }

        private void encoded(String value) {
            int equals = value.indexOf('=');
            if (value.startsWith("@") || (equals < 0 && value.contains("@"))) {
                refuse("--data-urlencode", Text.of("把文件的内容写进命令", "Write the file's content into the command"));
                return;
            }
            String name = equals <= 0 ? "" : value.substring(0, equals) + "=";
            data.add(name + URLEncoder.encode(value.substring(equals + 1), StandardCharsets.UTF_8));
        }

        private void header(String value) {
            int colon = value.indexOf(':');
            if (colon > 0 && !value.substring(colon + 1).isBlank()) {
                headers.put(
                        value.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        value.substring(colon + 1).strip());
            }
        }

        private void url(String value) {
            if (!url.isEmpty()) {
                refuse(value, Text.of("一个命令只写一个地址", "One command has one address"));
            }
            url = value;
        }

        private void refuse(String word, Text remedy) {
            notes.error(AT, "curl-option", Text.of("无法使用 %s", "%s cannot be used", word), remedy);
        }

        Optional<CurlCommand> command() {
            if (url.isEmpty()) {
                notes.error(
                        AT,
                        "curl-url",
                        Text.of("命令中没有地址", "The command has no address"),
                        Text.of("补上 http(s):// 地址", "Add the http(s):// address"));
                return Optional.empty();
            }
            String joined = String.join("&", data);
            if (inQuery) {
                String address = url + (joined.isEmpty() ? "" : (url.contains("?") ? "&" : "?") + joined);
                return Optional.of(new CurlCommand(method.isEmpty() ? "GET" : method, address, headers, ""));
            }
            return Optional.of(new CurlCommand(
                    method.isEmpty() ? (joined.isEmpty() ? "GET" : "POST") : method, url, headers, joined));
        }
    }
}
