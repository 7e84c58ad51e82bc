package io.xianghub.shared.yaml;

import io.xianghub.shared.Text;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Stops a document that is too much before it is composed: the composer calls itself once a level, so that a file of
 * brackets would overflow its stack, and it would let text be aliased.
 */
final class BoundedParser implements Parser {

    static final int MAX_DEPTH = 60;
    static final int MAX_NODES = 100_000;
    static final int MAX_SCALAR = 262_144;

    private static final Set<String> TAGS = Set.of(
            Tag.STR.getValue(),
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.NULL.getValue(),
            Tag.SEQ.getValue(),
            Tag.MAP.getValue(),
            "!");

    private final Parser events;
    private int depth;
    private int nodes;

    BoundedParser(Parser events) {
        this.events = events;
    }

    /** What a bundle's YAML may not have. */
    static final class Refused extends RuntimeException {

        private final transient Optional<Mark> at;
        private final String code;
        private final transient Text text;
        private final transient Text remedy;

        private Refused(Event event, String code, Text text, Text remedy) {
            super(text.en());
            this.at = event.getStartMark();
            this.code = code;
            this.text = text;
            this.remedy = remedy;
        }

        Optional<Mark> at() {
            return at;
        }

        String code() {
            return code;
        }

        Text text() {
            return text;
        }

        Text remedy() {
            return remedy;
        }
    }

    @Override
    public Event next() {
        Event event = events.next();
        if (event instanceof NodeEvent node) {
            node(node);
        }
        if (event instanceof CollectionStartEvent start) {
            tagged(start, start.getTag());
            depth++;
            if (depth > MAX_DEPTH) {
                throw new Refused(
                        event,
                        "yaml.too-deep",
                        Text.of("嵌套超过 %d 层", "Nested deeper than %d levels", MAX_DEPTH),
                        Text.of("减少嵌套", "Nest less"));
            }
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (event instanceof ScalarEvent scalar) {
            scalar(scalar);
        }
        return event;
    }

    private void node(NodeEvent event) {
        Optional<Anchor> anchor = event.getAnchor();
        if (event instanceof AliasEvent || anchor.isPresent()) {
            throw new Refused(
                    event,
                    "yaml.alias",
                    Text.of("不允许使用锚点和别名", "Anchors and aliases are not allowed"),
                    Text.of("写出完整内容", "Write the value out"));
        }
        nodes++;
        if (nodes > MAX_NODES) {
            throw new Refused(
                    event,
                    "yaml.too-large",
                    Text.of("文件超过 %d 个值", "The file has more than %d values", MAX_NODES),
                    Text.of("拆成多个文件", "Split the file"));
        }
    }

    private static void scalar(ScalarEvent event) {
        tagged(event, event.getTag());
        String value = event.getValue();
        if (value.length() > MAX_SCALAR) {
            throw new Refused(
                    event,
                    "yaml.too-large",
                    Text.of("一个值超过 %d 个字符", "A value has more than %d characters", MAX_SCALAR),
                    Text.of("缩短这个值", "Shorten the value"));
        }
        if (value.codePoints()
                .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw new Refused(
                    event,
                    "yaml.character",
                    Text.of("值含有 NUL 或不成对的代理字符", "The value has a NUL or half a surrogate pair"),
                    Text.of("删除这个字符", "Remove the character"));
        }
    }

    private static void tagged(Event event, Optional<String> tag) {
        if (tag.isPresent() && !TAGS.contains(tag.get())) {
            throw new Refused(
                    event,
                    "yaml.tag",
                    Text.of("不允许使用标签 %s", "The tag %s is not allowed", tag.get()),
                    Text.of("删除标签，直接写值", "Remove the tag and write the value itself"));
        }
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }
}
