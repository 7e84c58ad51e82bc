package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.legacy.FileSource;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes the files that tell a department what became of its own, as one source declares them. */
public final class ResultFiles {

    private static final String ROW = "rows.row";

    private final FileSource.@Nullable Results declared;
    private final Mappings mappings;

    public ResultFiles(Optional<FileSource.Results> declared, Mappings mappings) {
        this.declared = declared.orElse(null);
        this.mappings = mappings;
    }

    /** Learns the lines of one file; keeps of each what the result file shows. */
    public FileLines lines() {
        Set<String> wanted = mapping().map(Mapping::sources).orElse(Set.of());
        boolean all = wanted.contains(ROW)
                || mapping().filter(made -> made.sources().isEmpty()).isPresent();
        Set<String> columns = wanted.stream()
                .filter(source -> source.startsWith(ROW + "."))
                .map(source -> source.substring(ROW.length() + 1))
                .collect(Collectors.toUnmodifiableSet());
        return new FileLines(column -> all || columns.contains(column));
    }

    /** Lets the lines be learned while this exchange goes its way. */
    public void follow(Exchange exchange, FileLines lines) {
        if (areWanted()) {
            HubExchange.kept(exchange, FileLines.class, () -> lines);
        }
    }

    private Optional<Mapping> mapping() {
        return Optional.ofNullable(declared).map(FileSource.Results::mapping).flatMap(mappings::find);
    }

    /** Trying again would find the same; anything that may pass keeps the file where it is. */
    public static boolean isFinal(@Nullable Problem problem) {
        int status = problem == null ? 400 : problem.type().status();
        return status >= 400 && status < 500 && status != 409;
    }

    /** Whether the department is told at all. */
    public boolean areWanted() {
        return declared != null;
    }

    /**
     * The result file: the same whenever a file with this content and this outcome comes again.
     *
     * @param problem why the file was refused; null when it was not
     * @throws Problem when it cannot be written in its charset
     * @throws io.xianghub.mapping.MappingFailure when its mapping refuses it
     */
    public byte[] of(String name, FileLines lines, @Nullable Problem problem) {
        Map<String, @Nullable Object> tree = ResultTree.of(PolledSource.visible(name), lines, problem);
        Mapping mapping = mapping().orElse(null);
        if (mapping != null) {
            return (byte[]) Objects.requireNonNull(mapping.apply(tree, Map.of()));
        }
        try {
            return Charsets.encode(
                    ResultTree.text(tree), Objects.requireNonNull(declared).charset());
        } catch (Malformed unwritable) {
            throw Problem.of(ProblemType.INTERNAL, Text.of("结果文件写不出", "The result file cannot be written"))
                    .at(List.of(new Problem.Violation("results", unwritable.text())));
        }
    }
}
