package io.xianghub.legacy;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands between <code>${</code> and <code>}</code> in a template. */
sealed interface Hole {

    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Nullable Object value(TemplateValues values);

    /** Where a template stands decides what it may reach: the secret goes into headers only. */
    enum Kinds {
        REQUEST("${body.…} ${$name.…} ${json:body.…} ${xml:ROOT:body.…} ${operation.…} ${binding.…} ${now:…}"
                + " ${sequence:…}"),
        HEADER(REQUEST.words + " ${secret} ${secret.…}");

        private final String words;

        Kinds(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    record Body(TreePath path) implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            return path.in(values.body());
        }
    }

    record Scoped(TreePath path) implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            return path.in(values.scope());
        }
    }

    /** A tree as JSON in a string. */
    record JsonText(Hole tree) implements Hole {
        @Override
        public Object value(TemplateValues values) {
            return Json.write(tree.value(values));
        }
    }

    /** A tree as XML in a string, below a root and without a prolog. */
    record XmlText(String root, Hole tree) implements Hole {
        @Override
        public Object value(TemplateValues values) {
            Object value = tree.value(values);
            try {
                return Pipe.xml(root).apply(value == null ? Map.of() : value);
            } catch (Malformed unfit) {
                throw Problem.of(ProblemType.INTERNAL, unfit.text());
            }
        }
    }

    record OperationKey(String key) implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            return values.operation().get(key);
        }
    }

    record BindingProperty(String key) implements Hole {
        @Override
        public Object value(TemplateValues values) {
            return values.binding().property(key);
        }
    }

    record SecretValue() implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            return values.binding().secret();
        }
    }

    /** One of several secrets; a sample that sees no binding reads nothing. */
    record NamedSecret(String name) implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            return values.binding().binding() == null ? null : values.binding().secret(name);
        }
    }

    record Now(DateTimeFormatter format) implements Hole {
        @Override
        public Object value(TemplateValues values) {
            return format.format(values.moment().now().atZone(ZONE));
        }
    }

    record Sequence(int digits) implements Hole {
        @Override
        public Object value(TemplateValues values) {
            long number = Math.floorMod(values.moment().next(), Math.round(Math.pow(10, digits)));
            return String.format(Locale.ROOT, "%0" + digits + "d", number);
        }
    }

    /** A value that functions change on its way; nothing stays nothing. */
    record Piped(Hole hole, List<Pipe> pipes, boolean isCdata) implements Hole {
        @Override
        public @Nullable Object value(TemplateValues values) {
            Object value = hole.value(values);
            try {
                for (Pipe pipe : pipes) {
                    value = value == null ? null : pipe.apply(value);
                }
                return value;
            } catch (Malformed unfit) {
                throw Problem.of(ProblemType.INTERNAL, unfit.text());
            }
        }
    }

    Pattern XML = Pattern.compile("xml:([^:]+):(.+)");

    private static DateTimeFormatter pattern(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (ClassCastException padded) {
            // the JDK's own answer to padding between two parts of one number, such as yyypy
            throw new IllegalArgumentException("Not a pattern: " + pattern, padded);
        }
    }

    /** @throws IllegalArgumentException when the expression is not one of those that may stand here */
    static Hole of(String expression, Kinds kinds) {
        if (expression.equals("body") || expression.startsWith("body.") || expression.startsWith("body[")) {
            return new Body(TreePath.of(expression.substring(4)));
        }
        if (expression.startsWith("$")) {
            return new Scoped(TreePath.of(expression.substring(1)));
        }
        if (expression.startsWith("json:")) {
            return new JsonText(tree(expression.substring(5), kinds));
        }
        Matcher xml = XML.matcher(expression);
        if (xml.matches() && XmlWriter.isName(xml.group(1), prefix -> false)) {
            return new XmlText(xml.group(1), tree(xml.group(2), kinds));
        }
        if (expression.startsWith("operation.")) {
            return new OperationKey(expression.substring(10));
        }
        if (expression.startsWith("binding.")) {
            return new BindingProperty(expression.substring(8));
        }
        if (expression.startsWith("now:")) {
            return new Now(pattern(expression.substring(4)));
        }
        if (expression.matches("sequence:[1-9]|sequence:1[0-2]")) {
            return new Sequence(Integer.parseInt(expression.substring(9)));
        }
        if (expression.equals("secret") && kinds == Kinds.HEADER) {
            return new SecretValue();
        }
        if (expression.matches("secret\\.[A-Za-z0-9_-]{1,40}") && kinds == Kinds.HEADER) {
            return new NamedSecret(expression.substring(7));
        }
        throw new IllegalArgumentException("Unknown expression: " + expression);
    }

    private static Hole tree(String expression, Kinds kinds) {
        Hole hole = of(expression, kinds);
        if (hole instanceof Body || hole instanceof Scoped) {
            return hole;
        }
        throw new IllegalArgumentException("Not a tree: " + expression);
    }
}
