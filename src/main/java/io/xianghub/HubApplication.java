package io.xianghub;

import io.xianghub.push.NettyMemory;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;

/** The hub as one process. */
@Modulithic(systemName = "XiangHub", sharedModules = "shared")
@SpringBootApplication
public class HubApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] args) {
        NettyMemory.allowUnsafe();
        application().run(args);
    }

    /** The hub as a process of its own, which looks first whether it has what it needs. */
    static SpringApplication application() {
        SpringApplication application = new SpringApplication(HubApplication.class);
        application.addListeners(new Premises());
        return application;
    }
}
