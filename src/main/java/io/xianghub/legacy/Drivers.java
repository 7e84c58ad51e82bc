package io.xianghub.legacy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JDBC drivers of databases that the hub does not bring along: jars that whoever runs the hub puts into a folder. They are
 * found when an address needs one, without a restart, and see the hub's classes while the hub does not see theirs.
 */
final class Drivers {

    private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

    private final List<Path> folders;
    private List<Jar> known = List.of();
    private List<Driver> found = List.of();

    /** A jar as it was when it was opened. */
    private record Jar(Path path, long size, long changed) {}

    Drivers(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The driver from the folders that knows the address; none where one on the class path does. */
    synchronized Optional<Driver> find(String address) {
        if (isOnClassPath(address)) {
            return Optional.empty();
        }
        List<Jar> jars = jars();
        if (!jars.equals(known)) {
            // What pools have of the jars as they were goes on working.
            known = jars;
            found = jars.isEmpty() ? List.of() : load(jars);
        }
        return found.stream().filter(driver -> accepts(driver, address)).findFirst();
    }

    private static boolean isOnClassPath(String address) {
        try {
            DriverManager.getDriver(address);
            return true;
        } catch (SQLException none) {
            return false;
        }
    }

    private List<Jar> jars() {
        List<Jar> jars = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                    for (Path file : files) {
                        jars.add(new Jar(
                                file.toAbsolutePath(),
                                Files.size(file),
                                Files.getLastModifiedTime(file).toMillis()));
                    }
                } catch (IOException unreadable) {
                    LOG.warn("The folder of JDBC drivers {} cannot be read: {}", folder, unreadable.getMessage());
                }
            }
        }
        jars.sort(java.util.Comparator.comparing(Jar::path));
        return List.copyOf(jars);
    }

    private static List<Driver> load(List<Jar> jars) {
        URL[] urls = jars.stream().map(jar -> url(jar.path())).toArray(URL[]::new);
        // Never closed: a driver loads classes for as long as it is in use.
        ClassLoader loader = new URLClassLoader("jdbc-drivers", urls, Drivers.class.getClassLoader());
        List<Driver> drivers = new ArrayList<>();
        Iterator<Driver> services = ServiceLoader.load(Driver.class, loader).iterator();
        while (hasNext(services)) {
            try {
                Driver driver = services.next();
                if (driver.getClass().getClassLoader() == loader) {
                    drivers.add(driver);
                    LOG.info("JDBC driver {} from {}", driver.getClass().getName(), jars(jars));
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                LOG.warn("A JDBC driver in {} cannot be used: {}", jars(jars), broken.getMessage());
            }
        }
        return List.copyOf(drivers);
    }

    private static boolean hasNext(Iterator<Driver> services) {
        try {
            return services.hasNext();
        } catch (ServiceConfigurationError broken) {
            LOG.warn("The list of JDBC drivers in a jar cannot be read: {}", broken.getMessage());
            return false;
        }
    }

    private static List<Path> jars(List<Jar> jars) {
        return jars.stream().map(Jar::path).toList();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean accepts(Driver driver, String address) {
        try {
            return driver.acceptsURL(address);
        } catch (SQLException refused) {
            return false;
        }
    }
}
