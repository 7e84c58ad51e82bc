package io.xianghub.identity;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets no hub start in production with what belongs to a demo: embedded stores, simulators, known passwords, unsigned bundles. */
final class ProductionCheck implements InitializingBean {

    private final JdbcClient jdbc;

    ProductionCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Judges the settings before anything is opened. */
    static void settings(Environment environment) {
        List<String> wrong = new ArrayList<>();
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            wrong.add("不能同时启用 demo（the profile demo is active too）");
        }
        if (!environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            wrong.add("spring.datasource.url 应指向外部 PostgreSQL（must name an external PostgreSQL）");
        }
        if (!"native".equals(environment.getProperty("spring.artemis.mode"))) {
            wrong.add("spring.artemis.mode 应为 native（must be native, with an external broker）");
        }
        if (environment.getProperty("xianghub.simulation.enabled", Boolean.class, false)) {
            wrong.add("xianghub.simulation.enabled 应为 false（simulators must be off）");
        }
        if (environment.getProperty("xianghub.identity.issuer", "").isBlank()) {
            wrong.add("xianghub.identity.issuer 应为外部身份提供者的地址（must be the identity provider's address）");
        }
        signatures(environment, wrong);
        refuse(wrong);
    }

    private static void signatures(Environment environment, List<String> wrong) {
        if (!"required".equalsIgnoreCase(environment.getProperty("xianghub.bundles.signatures"))) {
            wrong.add("xianghub.bundles.signatures 应为 required（must be required）");
        }
        Boolean trusted = Binder.get(environment)
                .bind("xianghub.bundles.trusted-keys", Bindable.listOf(String.class))
                .map(keys -> keys.stream().anyMatch(key -> !key.isBlank()))
                .orElse(false);
        if (!Boolean.TRUE.equals(trusted)) {
            wrong.add("xianghub.bundles.trusted-keys 应至少有一个公钥（must name at least one public key）");
        }
    }

    @Override
    public void afterPropertiesSet() {
        long demo = jdbc.sql(
                        """
                        select (select count(*) from account where demo) + (select count(*) from oauth_client where demo)
                               + (select count(*) from facade_key where demo)""")
                .query(Long.class)
                .single();
        if (demo > 0) {
            refuse(List.of(
                    "数据库中有 %d 个演示凭据，请换一个数据库（the database holds demo credentials: take another one）".formatted(demo)));
        }
    }

    private static void refuse(List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("生产环境拒绝启动（refusing to start in production）：" + String.join("；", wrong));
        }
    }
}
