package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.vault.Vault;
import java.time.Clock;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

    static {
        // Endpoints take the actor from the token, not from the request: it is no parameter of the API.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    @Bean
    Accounts accounts(JdbcClient jdbc, Environment environment) {
        return new Accounts(jdbc, demo(environment));
    }

    @Bean
    Clients clients(JdbcClient jdbc, IdentityProperties properties, Environment environment) {
        return new Clients(jdbc, properties.tokenLifetime(), demo(environment));
    }

    @Bean
    FacadeKeys facadeKeys(JdbcClient jdbc, Vault vault, Environment environment) {
        return new FacadeKeys(jdbc, vault, demo(environment));
    }

    @Bean
    FacadeSignatures signatures(FacadeKeys keys, JdbcClient jdbc, Clock clock) {
        return new FacadeSignatures(keys, jdbc, clock);
    }

    @Bean
    Subjects subjects(Vault vault) {
        return (subject, identityNumber) -> subject.certificate().equals(vault.fingerprint(identityNumber));
    }

    @Bean
    CurrentActor actors() {
        return new CurrentActor();
    }

    @Bean
    PasswordEncoder passwords() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** People who log in to pages: staff only. */
    @Bean
    UserDetailsService staff(Accounts accounts) {
        return name -> accounts.find(name)
                .filter(account -> account.subject() == null)
                .map(account -> User.withUsername(account.name())
                        .password(account.passwordHash())
                        .roles(AccessRules.names(List.copyOf(account.roles())))
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    @Bean
    WebMvcConfigurer actorsInEndpoints(CurrentActor actors) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(actors);
            }

            @Override
            public void addViewControllers(ViewControllerRegistry pages) {
                pages.addViewController("/login").setViewName("login");
            }
        };
    }

    @Bean
    @Profile("production")
    static BeanFactoryPostProcessor productionSettings(Environment environment) {
        return beans -> ProductionCheck.settings(environment);
    }

    @Bean
    @Profile("production")
    ProductionCheck productionCheck(JdbcClient jdbc) {
        return new ProductionCheck(jdbc);
    }

    @Bean
    @Profile("!demo & !production")
    FirstAdministrator firstAdministrator(Clients clients, PasswordEncoder passwords) {
        return new FirstAdministrator(clients, passwords);
    }

    @Bean
    @Profile("demo")
    DemoPeople demoPeople(
            Accounts accounts, Clients clients, FacadeKeys facadeKeys, PasswordEncoder passwords, Vault vault) {
        return new DemoPeople(accounts, clients, facadeKeys, passwords, vault);
    }

    private static boolean demo(Environment environment) {
        return environment.acceptsProfiles(Profiles.of("demo"));
    }
}
