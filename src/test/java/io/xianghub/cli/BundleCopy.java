package io.xianghub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of a folder of the tree, to be changed in a test. */
final class BundleCopy {

    private BundleCopy() {}

    static void copy(String folder, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of(folder))) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(path.toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
