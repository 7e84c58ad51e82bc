package io.xianghub.legacy;

import java.util.LinkedHashSet;
import java.util.Set;

/** The keys that a template expects of every operation. */
final class OperationKeys {

    private final Set<String> found = new LinkedHashSet<>();

    private OperationKeys() {}

    static Set<String> of(Template template) {
        OperationKeys keys = new OperationKeys();
        keys.visit(template);
        return keys.found;
    }

    private void visit(Template template) {
        if (template instanceof Template.Lone lone && lone.hole() instanceof Hole.OperationKey key) {
            found.add(key.key());
        } else if (template instanceof Template.Joined joined) {
            joined.parts().forEach(this::visit);
        } else if (template instanceof Template.Items list) {
            list.items().forEach(this::visit);
        } else if (template instanceof Template.Fixed fixed) {
            fixed.members().values().forEach(this::visit);
        }
    }
}
