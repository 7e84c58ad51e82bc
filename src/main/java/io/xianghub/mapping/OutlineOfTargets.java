package io.xianghub.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The outline of several targets that are made of one item: what they have in common is certain, what one has is not. */
final class OutlineOfTargets {

    private final String to;
    private final List<Made> made;
    private final List<Set<String>> there;
    private final List<Set<String>> always;

    /**
     * One of the targets.
     *
     * @param asks what decides whether there is one
     */
    record Made(SortedSet<String> asks, List<Outline.Line> lines) {

        private Set<String> targets(boolean always) {
            Set<String> targets = new HashSet<>();
            lines.stream()
                    .filter(line -> !always || line.presence().always())
                    .forEach(line -> targets.add(line.target()));
            return targets;
        }
    }

    /** @param to the path of the list of targets: empty, or ending in a dot */
    OutlineOfTargets(String to, List<Made> made) {
        this.to = to;
        this.made = made;
        this.there = made.stream().map(one -> one.targets(false)).toList();
        this.always = made.stream().map(one -> one.targets(true)).toList();
    }

    List<Outline.Line> lines() {
        List<Outline.Line> lines = new ArrayList<>();
        made.forEach(one -> one.lines().forEach(line -> lines.add(line(line, one.asks()))));
        return lines;
    }

    private Outline.Line line(Outline.Line line, SortedSet<String> asks) {
        Outline.Origin origin = line.origin();
        Outline.Presence presence = line.presence();
        String parent = parent(line.target());
        SortedSet<String> all = new TreeSet<>(origin.asks());
        if (parent.isEmpty()) {
            all.addAll(asks);
        }
        return new Outline.Line(
                line.target(),
                line.at(),
                new Outline.Origin(origin.making(), origin.sources(), all, origin.constant()),
                line.handling(),
                new Outline.Presence(
                        presence.required(),
                        presence.sometimes(),
                        presence.fallback(),
                        presence.always() && inAll(line.target(), parent)));
    }

    /** Whether each target that has what the field is part of has the field. */
    private boolean inAll(String target, String parent) {
        for (int i = 0; i < made.size(); i++) {
            boolean asked = parent.isEmpty() || there.get(i).contains(parent);
            if (asked && !always.get(i).contains(target)) {
                return false;
            }
        }
        return true;
    }

    /** Empty for a field of the target itself. */
    private String parent(String target) {
        int dot = target.lastIndexOf('.');
        return dot < to.length() ? "" : target.substring(0, dot);
    }
}
