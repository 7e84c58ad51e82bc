package io.xianghub.scaffold;

import io.xianghub.bundle.files.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A scaffolded bundle, not yet written.
 *
 * @param suggested how many fields have a suggestion
 * @param taken how many of them were taken
 */
public record Scaffolded(BundleFiles files, List<String> operations, int suggested, int taken) {

    private static final List<String> ROOTS = List.of("routes", "mappings");

    public Scaffolded {
        operations = List.copyOf(operations);
    }

    /** The folders of the bundle that are there already. */
    public List<Path> inTheWay(Path root) {
        return ROOTS.stream()
                .map(folder -> root.resolve(folder).resolve(files.name().value()))
                .filter(Files::exists)
                .toList();
    }

    /**
     * Writes both folders, or neither: they are made ready beside the others and then moved.
     *
     * @param replace whether folders that are in the way are replaced
     * @throws FileAlreadyExistsException when there are some and they are not
     */
    public void write(Path root, boolean replace) throws FileAlreadyExistsException {
        List<Path> inTheWay = inTheWay(root);
        if (!inTheWay.isEmpty() && !replace) {
            throw new FileAlreadyExistsException(inTheWay.get(0).toString());
        }
        try {
            Files.createDirectories(root);
            Path staging = Files.createTempDirectory(root, ".init-" + files.name() + "-");
            try {
                Path fresh = staging.resolve("new");
                for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                    Path target = fresh.resolve(file.getKey());
                    Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
                    Files.write(target, file.getValue());
                }
                swap(root, fresh, staging.resolve("old"));
            } finally {
                delete(staging);
            }
        } catch (FileAlreadyExistsException race) {
            throw race;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void swap(Path root, Path fresh, Path old) throws IOException {
        List<Runnable> undo = new ArrayList<>();
        try {
            for (String folder : ROOTS) {
                Path place = root.resolve(folder).resolve(files.name().value());
                Files.createDirectories(root.resolve(folder));
                if (Files.exists(place)) {
                    Files.createDirectories(old.resolve(folder));
                    Path kept = old.resolve(folder).resolve(files.name().value());
                    Files.move(place, kept);
                    undo.add(0, () -> move(kept, place));
                }
                Files.move(fresh.resolve(folder).resolve(files.name().value()), place);
                undo.add(0, () -> move(place, fresh.resolve(folder).resolve("undone")));
            }
        } catch (IOException failed) {
            undo.forEach(Runnable::run);
            throw failed;
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
