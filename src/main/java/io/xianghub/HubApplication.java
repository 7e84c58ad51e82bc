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
        SpringApplication.run(HubApplication.class, args);
    }
}
