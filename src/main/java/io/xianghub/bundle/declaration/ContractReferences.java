package io.xianghub.bundle.declaration;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks a contract's {@code $ref}s: each leads to a part of the contract itself, and not back to where it began. */
final class ContractReferences {

    /** Words by which a schema would look elsewhere, or move what a {@code #} means. */
    private static final Set<String> ELSEWHERE = Set.of("$id", "$dynamicRef", "$recursiveRef", "$vocabulary");

    private final YamlNode.Mapping document;
    private final Findings findings;

    ContractReferences(YamlNode.Mapping document, Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    void check() {
        walk(document);
    }

    private void walk(YamlNode node) {
        if (node instanceof YamlNode.Sequence list) {
            list.items().forEach(this::walk);
        }
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
                    walk(entry.value());
                } else if (key.equals("$ref")) {
                    reference(scalar);
                } else if (ELSEWHERE.contains(key)) {
                    wrong(scalar, "contract.elsewhere", Text.of("契约不能使用 %s", "A contract may not use %s", key));
                }
            });
        }
    }

    private void reference(YamlNode.Scalar from) {
        Set<String> passed = new HashSet<>();
        Optional<String> next = Optional.of(from.text());
        while (next.isPresent()) {
            String reference = next.get();
            if (!passed.add(reference)) {
                wrong(
                        from,
                        "contract.ref-loop",
                        Text.of("引用 %s 指回自身", "The reference %s leads back to itself", from.text()));
                return;
            }
            Optional<YamlNode> target = target(reference);
            if (target.isEmpty()) {
                wrong(
                        from,
                        "contract.ref",
                        Text.of(
                                "引用 %s 不在本契约的 #/components/ 之下",
                                "The reference %s is not below this contract's #/components/", reference));
                return;
            }
            next = target.get() instanceof YamlNode.Mapping mapping
                    ? mapping.get("$ref").flatMap(YamlNode::asText)
                    : Optional.empty();
        }
    }

    private Optional<YamlNode> target(String reference) {
        if (!reference.startsWith("#/components/")) {
            return Optional.empty();
        }
        Optional<YamlNode> here = Optional.of(document);
        for (String segment : reference.substring(2).split("/", -1)) {
            String key = segment.replace("~1", "/").replace("~0", "~");
            here = here.flatMap(node -> child(node, key));
        }
        return here;
    }

    private static Optional<YamlNode> child(YamlNode node, String key) {
        if (node instanceof YamlNode.Sequence list && key.matches("[0-9]{1,4}")) {
            int index = Integer.parseInt(key);
            return index < list.items().size() ? Optional.of(list.items().get(index)) : Optional.empty();
        }
        return node instanceof YamlNode.Mapping mapping ? mapping.get(key) : Optional.empty();
    }

    private void wrong(YamlNode.Scalar at, String code, Text message) {
        findings.error(
                at.at(),
                code,
                message,
                Text.of("写出或移到 #/components/ 之下", "Write it out, or move it below #/components/"));
    }
}
