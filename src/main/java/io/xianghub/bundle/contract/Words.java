package io.xianghub.bundle.contract;

import io.xianghub.shared.Text;
import java.util.Optional;
import java.util.Set;

/** The values of changes as people read them. */
final class Words {

    static final Text TOO_MUCH = new Text("结构过大，未继续比较", "too large to be compared further");
    static final Text NONE = new Text("无", "none");
    private static final Text UNBOUNDED = new Text("不限", "no limit");

    private Words() {}

    static Text plain(String words) {
        return new Text(words, words);
    }

    static Text rule(String keyword, Set<String> texts) {
        return texts.isEmpty()
                ? new Text("无 " + keyword, "no " + keyword)
                : plain(keyword + " " + String.join(" ", texts));
    }

    static Text bound(Limit limit, Optional<Bound> bound) {
        return bound.map(found -> plain(limit.keyword() + " " + found.value().toPlainString()
                        + (found.exclusive() ? " (exclusive)" : "")))
                .orElse(UNBOUNDED);
    }
}
