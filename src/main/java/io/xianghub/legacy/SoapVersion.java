package io.xianghub.legacy;

import io.xianghub.shared.wire.XmlElement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SOAP's two versions: their namespace, their media type, and where each says what an operation's action is. */
enum SoapVersion {
    V1_1("1.1", "http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
    V1_2("1.2", "http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

    private final String word;
    private final String namespace;
    private final String mediaType;

    SoapVersion(String word, String namespace, String mediaType) {
        this.word = word;
        this.namespace = namespace;
        this.mediaType = mediaType;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(SoapVersion::word).toList();
    }

    static SoapVersion of(String word) {
        return word.equals(V1_2.word) ? V1_2 : V1_1;
    }

    /** The version that this envelope is of. */
    static Optional<SoapVersion> ofEnvelope(XmlElement element) {
        return element.name().equals("Envelope") ? ofNamespace(element.namespace()) : Optional.empty();
    }

    static Optional<SoapVersion> ofNamespace(String namespace) {
        return Arrays.stream(values())
                .filter(version -> version.namespace.equals(namespace))
                .findFirst();
    }

    String word() {
        return word;
    }

    String namespace() {
        return namespace;
    }

    String mediaType() {
        return mediaType;
    }

    /** SOAP 1.1, section 6.1.1: a header that is there even when empty; SOAP 1.2 part 2, section 6.5.3: a parameter. */
    Map<String, String> headers(String action, String charset) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (this == V1_1) {
            headers.put("content-type", mediaType + ";charset=" + charset);
            headers.put("soapaction", '"' + action + '"');
        } else {
            headers.put(
                    "content-type",
                    mediaType + ";charset=" + charset + (action.isEmpty() ? "" : ";action=\"" + action + '"'));
        }
        return headers;
    }
}
