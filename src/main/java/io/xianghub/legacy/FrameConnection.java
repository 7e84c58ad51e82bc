package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames over TCP, a connection for each of them. */
final class FrameConnection extends BoundConnection {

    private static final String MEDIA_TYPE = "application/xml";

    private final FrameDeclaration declaration;

    FrameConnection(BundleName bundle, ConnectionDefinition definition, FrameDeclaration declaration, Access access) {
        super(bundle, definition, access);
        this.declaration = declaration;
    }

    @Override
    public @Nullable Object call(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire) {
        FrameDeclaration.Operation called = declared(declaration.operations(), operation);
        Faults faults = faults(operation);
        Binding binding = bindingIfAny(Style.FRAME).orElse(null);
        TemplateValues values =
                new TemplateValues(body, scope, called.keys(), bound(binding, wire), moment(operation, wire));
        Object tree = called.request().fill(values);
        byte[] document = document(called.body(), tree, values, faults);
        Wire.Sent sent = new Wire.Sent(
                definition().name(),
                operation,
                "FRAME " + called.keys().getOrDefault("tx", operation),
                null,
                called.body().told(tree),
                declaration.charset().charset(),
                values.moment());
        HttpAnswer answer = new HttpAnswer(called.answer(), faults);
        Crossing<FrameTransport, Wire.Heard.Bytes> crossing = new Crossing<>(
                Style.FRAME,
                binding,
                faults,
                sent,
                Wire.Heard.Bytes.class,
                bound -> new FrameTransport(bound, declaration.codec(), access().watchdog()),
                (transport, within) -> new Wire.Heard.Bytes(
                        200,
                        MEDIA_TYPE,
                        new FrameAttempt(transport, faults, repeats(operation, called, transport))
                                .make(frame(called, document, values, faults), within)));
        return cross(crossing, wire, deadline, heard -> answer.read(HttpTransport.Answer.of(heard)));
    }

    private byte[] document(RequestBody body, @Nullable Object tree, TemplateValues values, Faults faults) {
        byte[] document;
        try {
            document = body.bytes(tree, values);
        } catch (Malformed unfit) {
            throw faults.misused(unfit.text());
        }
        int max = declaration.codec().max();
        if (document.length > max) {
            throw faults.misused(Text.of(
                    "请求报文有 %d 字节，超过 frame.max 的 %d",
                    "The request has %d bytes, more than the %d of frame.max", document.length, max));
        }
        return document;
    }

    private FrameCodec.Frame frame(
            FrameDeclaration.Operation called, byte[] document, TemplateValues values, Faults faults) {
        String node = declaration.node().text(values);
        byte[] head = declaration.codec().headOf(node, called.kind()).orElseThrow(() -> faults.unbound(badNode(node)));
        return new FrameCodec.Frame(head, document);
    }

    private Text badNode(String node) {
        return Text.of(
                "节点号 %s 应为 1 至 %d 个 ASCII 字符",
                "The node number %s should be 1 to %d characters of ASCII",
                node,
                declaration.codec().kindAt());
    }

    private @Nullable Repeats repeats(String operation, FrameDeclaration.Operation called, FrameTransport transport) {
        return called.idempotent() ? line().repeats(operation, transport.retries()) : null;
    }

    @Override
    public Source source(String source) {
        FrameDeclaration.Source declared = declared(declaration.sources(), source);
        return new FrameListenerSource(this, declaration, declared, source);
    }

    @Override
    public FileSource files(String source) {
        throw faults(source).misused(Text.of("frame 连接没有文件来源", "A connection of style frame has no files"));
    }

    @Override
    public RowSource rows(String source) {
        throw faults(source).misused(Text.of("frame 连接没有表", "A connection of style frame has no tables"));
    }
}
