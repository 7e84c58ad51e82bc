package io.xianghub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the hub needs for itself is looked at before a database or a broker is started. */
@ExtendWith(OutputCaptureExtension.class)
class PremisesTest {

    @TempDir
    Path folder;

    private void start(int port, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--xianghub.data-dir=" + folder;
        arguments[1] = "--server.port=" + port;
        System.arraycopy(more, 0, arguments, 2, more.length);
        HubApplication.application().run(arguments).close();
    }

    /** Nothing but the folder's lock: no database, no broker. */
    private void nothingStarted() {
        assertThat(folder.toFile().list()).containsExactly("hub.lock");
    }

    @Test
    void saysInBothLanguagesThatThePortIsTakenAndHowToTakeAnother(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> start(other.getLocalPort())).isInstanceOf(Occupied.class);

            assertThat(output.toString())
                    .contains("端口 " + other.getLocalPort() + " 已被占用")
                    .contains("The port " + other.getLocalPort() + " is taken")
                    .contains("-Dspring-boot.run.arguments=--server.port=8090")
                    .contains("换一个端口");
            nothingStarted();
        }
    }

    @Test
    void namesEverySimulatedSystemWhosePortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(
                            0,
                            "--spring.profiles.active=demo",
                            "--xianghub.simulation.ports.sms-gateway.gateway=" + other.getLocalPort()))
                    .isInstanceOf(Occupied.class);

            assertThat(output.toString())
                    .contains("模拟系统 sms-gateway.gateway 的端口 " + other.getLocalPort() + " 已被占用")
                    .contains("xianghub.simulation.ports.sms-gateway.gateway=0");
            nothingStarted();
        }
    }

    @Test
    void saysWhichProcessHasTheDataFolder(CapturedOutput output) {
        assertThat(Premises.take(folder)).isEmpty();

        assertThatThrownBy(() -> start(0)).isInstanceOf(Occupied.class);

        assertThat(output.toString())
                .contains("正由另一个枢纽使用（进程 " + ProcessHandle.current().pid() + "）")
                .contains("Another hub is using the data folder " + folder)
                .contains("--xianghub.data-dir=./var2");
        nothingStarted();
    }

    @Test
    void saysThatTheDataFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("hub.txt"), "");

        assertThat(Premises.take(file))
                .hasValueSatisfying(found -> assertThat(found.what().en()).contains("cannot be written"));
    }
}
