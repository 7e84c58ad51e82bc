package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.util.Optional;

/** A connection's declaration, read and found right; one form for each style. */
sealed interface Declaration permits HttpDeclaration, FrameDeclaration, SftpDeclaration, SqlDeclaration {

    Style style();

    /** Empty when something is wrong with it, which then stands in {@code findings}. */
    static Optional<Declaration> read(ConnectionDefinition definition, Findings findings) {
        Findings own = new Findings();
        Fields fields = new Fields(definition.declared(), own);
        Optional<String> word = fields.required("style");
        Optional<Style> style = word.flatMap(Style::of);
        if (word.isPresent() && style.isEmpty()) {
            own.error(
                    fields.at("style"),
                    "connection.unknown-style",
                    Text.of("没有连接方式 %s", "There is no style %s", word.get()),
                    Text.of("可用的方式：%s", "Use one of: %s", Style.words()));
        }
        Optional<Declaration> declaration = style.map(known -> switch (known) {
            case HTTP_JSON, HTTP_FORM, HTTP_XML, SOAP -> HttpDeclaration.read(known, fields);
            case FRAME -> FrameDeclaration.read(fields);
            case SFTP -> SftpDeclaration.read(fields);
            case SQL -> SqlDeclaration.read(fields);
        });
        // What operations inherit is read once for each of them.
        own.all().stream().distinct().forEach(findings::add);
        return own.hasErrors() ? Optional.empty() : declaration;
    }
}
