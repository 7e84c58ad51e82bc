package io.xianghub.bundle.files;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths a bundle's files may have: such as mean the same file on every system that may hold them. */
final class BundlePath {

    static final List<String> ROOTS = List.of("routes", "mappings");
    static final int DEEPEST = 12;

    private static final int LONGEST = 400;
    private static final int SHOWN = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final Pattern RESERVED = Pattern.compile("[\\\\<>:\"|?*\uFFFD]");
    // Windows opens a device of that name, whatever stands behind the dot
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    private BundlePath() {}

    /** macOS takes names apart into letters and accents; one bundle has one digest everywhere. */
    static String normal(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }

    /** Equal for paths that some file system takes for the same file. */
    static String folded(String path) {
        return normal(normal(path).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    /** What is wrong with a file's path, if anything. */
    static Optional<Text> flawOfFile(String path) {
        Optional<Text> flaw = flawOfFolder(path);
        String[] parts = path.split("/", -1);
        if (flaw.isEmpty() && (parts.length < 3 || !ROOTS.contains(parts[0]) || !BundleName.valid(parts[1]))) {
            return Optional.of(
                    Text.of("路径不在 routes/<包>/ 或 mappings/<包>/ 之下", "Not below routes/<bundle>/ or mappings/<bundle>/"));
        }
        return flaw;
    }

    /** What is wrong with the names in a path, wherever it leads. */
    static Optional<Text> flawOfFolder(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length > DEEPEST || path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(
                    Text.of("路径超过 %d 层或 %d 字节", "The path has more than %d levels or %d bytes", DEEPEST, LONGEST));
        }
        if (UNPRINTABLE.matcher(path).find()) {
            return Optional.of(Text.of("文件名含控制字符或不可见字符", "The name has control or invisible characters"));
        }
        if (RESERVED.matcher(path).find()) {
            return Optional.of(Text.of(
                    "文件名不能含 \\ < > : \" | ? * 或无法识别的字符",
                    "A name has none of \\ < > : \" | ? * nor undecodable characters"));
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of(
                        Text.of("路径不能是绝对路径，不能有空段、. 或 ..", "A path is relative and has no empty segments, '.' or '..'"));
            }
            if (part.startsWith(" ") || part.endsWith(" ") || part.endsWith(".")) {
                return Optional.of(Text.of(
                        "文件名不能以空格开头，也不能以空格或点结尾", "A name does not begin with a space nor end with a space or a dot"));
            }
            if (DEVICE.matcher(part).matches()) {
                return Optional.of(Text.of("%s 是 Windows 的设备名", "%s is the name of a device on Windows", part));
            }
        }
        return Optional.empty();
    }

    /** The path as a finding may show it: one short line without anything that a terminal would obey. */
    static String shown(String path) {
        String visible = UNPRINTABLE
                .matcher(path)
                .replaceAll(found -> "\\\\" + "u%04x".formatted(found.group().codePointAt(0)));
        return visible.length() > SHOWN ? visible.substring(0, SHOWN) + "…" : visible;
    }
}
