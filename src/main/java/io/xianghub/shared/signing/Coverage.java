package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which marks of a call its signature covers, and so whether it proves anything. */
record Coverage(SigningScheme.What what, Puts puts) {

    /** Why a call signed so proves too little to be let in; empty when it proves enough. */
    Optional<Text> weakness() {
        for (Part needed : List.of(Part.CALLER, Part.TIMESTAMP, Part.SIGNATURE)) {
            if (puts.place(needed).isEmpty()) {
                return Optional.of(Text.of(
                        "puts 中没有 ${%s}",
                        "puts has no ${%s}", needed.kind().name().toLowerCase(Locale.ROOT)));
            }
        }
        if (!covers(Part.TIMESTAMP)) {
            return Optional.of(Text.of("时间戳不在签名内容中", "The signature does not cover the timestamp"));
        }
        if (puts.place(Part.NONCE).isPresent() && !covers(Part.NONCE)) {
            return Optional.of(Text.of("随机数不在签名内容中", "The signature does not cover the nonce"));
        }
        return what.text().stream()
                .filter(part ->
                        part.kind() == Part.Kind.BINDING && puts.place(part).isEmpty())
                .findFirst()
                .map(part -> Text.of(
                        "签名内容用到 ${binding.%s}，而 puts 中没有它",
                        "The signature covers ${binding.%s}, which puts does not have", part.name()));
    }

    boolean covers(Part part) {
        Optional<String> field = puts.field(part);
        return what.text().stream().anyMatch(piece -> switch (piece.kind()) {
            case BODY -> field.isPresent();
            case FIELD -> field.equals(Optional.of(piece.name()));
            case SORTED -> sortedCovers("fields", field) || sortedCovers("query", puts.query(part));
            default -> piece.equals(part);
        });
    }

    private boolean sortedCovers(String where, Optional<String> name) {
        return what.sorted() != null && name.isPresent() && what.sorted().covers(where, name.get());
    }
}
