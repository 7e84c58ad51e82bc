package io.xianghub;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Looks before anything starts whether the hub's ports are free and its data folder is its own: found half-way, both leave a
 * database or a broker behind that somebody has to make sense of.
 */
final class Premises implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String PORT = "server.port";

    /** Whoever collects a channel lets go of its lock. */
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    private static final Bindable<Map<String, Map<String, Integer>>> PORTS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, Integer.class)));

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment environment = event.getEnvironment();
        List<Occupied.Found> found = new ArrayList<>();
        data(environment).flatMap(Premises::take).ifPresent(found::add);
        // Whoever has the folder has the ports too: one cause is told once.
        if (found.isEmpty()) {
            ports(environment, found);
        }
        if (!found.isEmpty()) {
            throw new Occupied(found);
        }
    }

    /** Once all settings are known. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static void ports(Environment environment, List<Occupied.Found> found) {
        int own = environment.getProperty(PORT, Integer.class, 8080);
        InetAddress address = environment.getProperty("server.address", InetAddress.class);
        if (own > 0 && taken(new InetSocketAddress(address, own))) {
            found.add(new Occupied.Found(
                    Text.of("端口 %d 已被占用，枢纽无法监听", "The port %d is taken: the hub cannot listen there", own),
                    Text.of(
                            "停掉占用它的程序（可能是另一个枢纽：ss -ltnp | grep %1$d），或换一个端口：%2$s=8090，并 export"
                                    + " XIANGHUB_SERVER=http://127.0.0.1:8090",
                            "Stop whatever has it (another hub? ss -ltnp | grep %1$d), or take another: %2$s=8090, and"
                                    + " export XIANGHUB_SERVER=http://127.0.0.1:8090 for bin/hub",
                            own,
                            "mvn spring-boot:run -Dspring-boot.run.arguments=--" + PORT)));
        }
        if (environment.getProperty("xianghub.simulation.enabled", Boolean.class, false)) {
            Map<String, Map<String, Integer>> ports = Binder.get(environment)
                    .bind("xianghub.simulation.ports", PORTS)
                    .orElse(null);
            if (ports != null) {
                ports.forEach((bundle, systems) ->
                        systems.forEach((system, port) -> simulator(bundle + "." + system, port, found)));
            }
        }
    }

    private static void simulator(String name, int port, List<Occupied.Found> found) {
        if (port > 0 && taken(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            found.add(new Occupied.Found(
                    Text.of("模拟系统 %s 的端口 %d 已被占用", "The port of the simulated system %s, %d, is taken", name, port),
                    Text.of(
                            "停掉占用它的程序，或设 xianghub.simulation.ports.%1$s=0（任一空闲端口）",
                            "Stop whatever has it, or set xianghub.simulation.ports.%1$s=0 (any that is free)", name)));
        }
    }

    private static boolean taken(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // What has just ended keeps nobody from listening, as it does not keep the web server.
            socket.setReuseAddress(true);
            socket.bind(address);
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    /** Empty where neither database nor broker is embedded: several nodes may then share a folder. */
    private static Optional<Path> data(Environment environment) {
        boolean embedded = environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:file:")
                || "embedded".equals(environment.getProperty("spring.artemis.mode"));
        return embedded
                ? Optional.of(Path.of(environment.getProperty("xianghub.data-dir", "./var")))
                : Optional.empty();
    }

    /** Takes the folder for as long as this process lives; what is wrong, if it cannot. */
    static Optional<Occupied.Found> take(Path folder) {
        Path lock = folder.resolve("hub.lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = Files.readString(lock).strip();
                channel.close();
                return Optional.of(new Occupied.Found(
                        Text.of(
                                "数据目录 %s 正由另一个枢纽使用（进程 %s）",
                                "Another hub is using the data folder %s (process %s)",
                                folder.toAbsolutePath().normalize(),
                                holder.isEmpty() ? "?" : holder),
                        Text.of(
                                "先停掉那个枢纽；或让这个枢纽另用目录和端口：--xianghub.data-dir=./var2 --server.port=8090",
                                "Stop that hub first; or give this one a folder and a port of its own:"
                                        + " --xianghub.data-dir=./var2 --server.port=8090")));
            }
            HELD.add(channel);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return Optional.empty();
        } catch (IOException unwritable) {
            return Optional.of(new Occupied.Found(
                    Text.of(
                            "数据目录 %s 不可写：%s",
                            "The data folder %s cannot be written: %s",
                            folder.toAbsolutePath().normalize(),
                            String.valueOf(unwritable)),
                    Text.of(
                            "给运行枢纽的用户写权限，或用 --xianghub.data-dir 另指目录",
                            "Let the hub's user write there, or name another folder with --xianghub.data-dir")));
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }
}
