package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of some bytes' charset, to be held against the bytes.
 *
 * @param label the agreed charset by the name it was agreed under
 * @param header what the header names; null when it names none or is not asked
 * @param prolog likewise of XML
 */
public record CharsetTruth(Charset agreed, String label, @Nullable String header, @Nullable String prolog) {

    /** @throws Malformed naming who says what, from which byte on the bytes are something else, and what they look like */
    public void hold(byte[] bytes) throws Malformed {
        List<Text> lies = new ArrayList<>();
        if (header != null && differs(header)) {
            lies.add(Text.of("响应头写 %s", "the header says %s", header));
        }
        if (prolog != null && differs(prolog)) {
            lies.add(Text.of("XML 声明写 %s", "the prolog says %s", prolog));
        }
        Optional<String> mark = ByteLook.mark(bytes).filter(this::differs).filter(of -> !of.startsWith(agreed.name()));
        mark.ifPresent(of -> lies.add(Text.of("开头是 %s 的字节序标记", "they begin with the byte order mark of %s", of)));
        int wrong = Charsets.firstWrongByte(bytes, agreed);
        if (wrong >= 0) {
            lies.add(place(bytes, wrong));
        }
        Optional<String> look = wrong < 0
                ? ByteLook.disguised(bytes, agreed)
                : ByteLook.from(wrong, bytes).filter(this::differs);
        look.ifPresent(of -> lies.add(Text.of("内容像是 %s", "they look like %s", of)));
        if (wrong < 0 && look.isEmpty() && mark.isEmpty() && !lies.isEmpty()) {
            String key = differs(header) ? "header-charset: ignored" : "prolog: ignored";
            lies.add(Text.of(
                    "字节确是 %s；部门改正之前可设 %s",
                    "and the bytes are %s; until the department mends it, %s may stand here", label, key));
        }
        if (!lies.isEmpty()) {
            throw new Malformed(
                    Malformed.Reason.CHARSET,
                    new Text(
                            "约定 " + label + "，" + lies.stream().map(Text::zh).collect(Collectors.joining("，")),
                            "Agreed on " + label + ": "
                                    + lies.stream().map(Text::en).collect(Collectors.joining(", "))));
        }
    }

    private boolean differs(@Nullable String named) {
        try {
            return named != null && !Charsets.of(named).equals(agreed);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            // an unknown name cannot be the agreed charset
            return true;
        }
    }

    private Text place(byte[] bytes, int wrong) {
        String before = new String(bytes, 0, wrong, agreed);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        return Text.of(
                "第 %d 个字节（第 %d 行第 %d 列）起不是 %s",
                "the bytes from number %d (line %d, column %d) on are not %s", wrong + 1, line, column, label);
    }
}
