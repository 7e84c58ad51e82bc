package io.xianghub.shared.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrates the DataSource before any other bean can see it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    static BeanPostProcessor migrateBeforeUse() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource source) {
                    Migrations.run(source);
                }
                return bean;
            }
        };
    }

    @Bean
    Dialect dialect(DataSource source) {
        return Dialect.of(source);
    }
}
