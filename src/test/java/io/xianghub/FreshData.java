package io.xianghub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Gives a hub a data folder of its own. */
final class FreshData implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext hub) {
        try {
            Path data = Files.createTempDirectory("hub");
            TestPropertyValues.of("xianghub.data-dir=" + data).applyTo(hub);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void delete(Path data) {
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
