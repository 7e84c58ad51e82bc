package io.xianghub.scaffold;

import org.jspecify.annotations.Nullable;

/**
 * What a department's system answers, as it stands on the wire.
 *
 * @param status of HTTP; 200 for anything else
 */
record WireSample(int status, String extension, String contentType, String content) {

    /** @param tree the answer as its connection will read it, by the names of the wire; null for an answer without a body */
    static WireSample of(LegacyConnection connection, LegacyOperation operation, @Nullable Object tree) {
        if (operation.outcome().shape() == null) {
            return new WireSample(operation.wire().envelope() == null ? 204 : 202, "http", "", "");
        }
        SoapEnvelope envelope = operation.wire().envelope();
        if (envelope != null) {
            return new WireSample(
                    200,
                    "xml",
                    envelope.soap12() ? "application/soap+xml;charset=UTF-8" : "text/xml;charset=UTF-8",
                    envelope.of(tree));
        }
        if (connection.style() == LegacyConnection.Style.HTTP_XML) {
            return new WireSample(200, "xml", "application/xml;charset=UTF-8", XmlText.of(operation, tree));
        }
        return new WireSample(200, "json", "application/json;charset=UTF-8", PrettyJson.of(tree));
    }

    /** The content of the case's file. */
    String file() {
        return extension.equals("http")
                ? "HTTP/1.1 " + status + (status == 202 ? " Accepted" : " No Content") + "\r\n\r\n" + content
                : content;
    }
}
