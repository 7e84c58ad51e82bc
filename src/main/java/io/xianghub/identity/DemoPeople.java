package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Role;
import io.xianghub.shared.Subject;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.vault.Vault;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The demo's users and clients, written at start and printed when the hub is ready. */
final class DemoPeople implements InitializingBean, ApplicationListener<ApplicationReadyEvent> {

    private static final String MEDICAL_INSURANCE = "11430000MBHUB005XB";
    private static final String HOUSING_FUND = "12430000MBHUB0041G";
    private static final String FINANCE = "11430000MAHUB0080J";
    private static final String SMS_GATEWAY = "11430000MAHUB0099F";
    private static final String SOCIAL_SECURITY = "11430000MBHUB0105H";
    private static final String CITY_WINDOW = "11430300MBHUB0113U";
    private static final String DATA_CENTRE = "11430000MAHUB0208E";
    private static final String INDUSTRY = "11430000MAHUB02169";
    private static final String SERVICE_CENTRE = "12430000MAHUB0312F";

    private final Accounts accounts;
    private final Clients clients;
    private final FacadeKeys facadeKeys;
    private final PasswordEncoder passwords;
    private final Vault vault;

    DemoPeople(Accounts accounts, Clients clients, FacadeKeys facadeKeys, PasswordEncoder passwords, Vault vault) {
        this.accounts = accounts;
        this.clients = clients;
        this.facadeKeys = facadeKeys;
        this.passwords = passwords;
        this.vault = vault;
    }

    @Override
    public void afterPropertiesSet() {
        String password = hash("demo");
        Set<String> all = Set.of(
                MEDICAL_INSURANCE,
                HOUSING_FUND,
                FINANCE,
                SMS_GATEWAY,
                SOCIAL_SECURITY,
                CITY_WINDOW,
                DATA_CENTRE,
                INDUSTRY,
                SERVICE_CENTRE);
        staff("engineer", password, Role.ENGINEER, all);
        staff("operator", password, Role.OPERATOR, Set.of());
        staff("admin", password, Role.ADMINISTRATOR, Set.of());
        staff("auditor", password, Role.AUDITOR, Set.of());
        staff("department", password, Role.DEPARTMENT, Set.of(HOUSING_FUND));
        staff("finance", password, Role.DEPARTMENT, Set.of(FINANCE));
        subject("citizen", password, "430301190001010028", null);
        // Each meets another trap of the medical insurance's simulator.
        subject("citizen-string", password, "430102190002010017", null);
        subject("citizen-slow", password, "430202190003020028", null);
        subject("citizen-gbk", password, "430301190004030032", null);
        subject("citizen-html", password, "430405190005040049", null);
        subject("citizen-error", password, "430503190006050057", null);
        subject("citizen-unknown", password, "43060219000606006X", null);
        subject("clerk", password, "430301190005050019", new Uscc("91430100MAHUB0013H"));

        client("demo-app", "demo-app-secret", Set.of(), true);
        client("demo-department", "demo-department-secret", Set.of(HOUSING_FUND), false);
        facadeKeys.add("demo-fund", new FacadeKeys.Key(HOUSING_FUND, "demo-fund-token", null, null), true);
        facadeKeys.add("demo-medical", new FacadeKeys.Key(MEDICAL_INSURANCE, "demo-medical-token", null, null), true);
        facadeKeys.add("demo-window", new FacadeKeys.Key(CITY_WINDOW, "demo-window-token", null, null), true);
    }

    private String hash(String secret) {
        return Objects.requireNonNull(passwords.encode(secret));
    }

    private void staff(String name, String password, Role role, Set<String> departments) {
        accounts.add(new Account(name, password, Set.of(role), departments, null), true);
    }

    private void subject(String name, String password, String number, @Nullable Uscc enterprise) {
        Subject subject = new Subject(Ids.next(), vault.fingerprint(number), enterprise, 4);
        accounts.add(new Account(name, password, Set.of(), Set.of(), subject), true);
    }

    private void client(String id, String secret, Set<String> departments, boolean mayExchange) {
        clients.add(new Actor(id, Set.of(Role.CLIENT), departments, null), hash(secret), mayExchange, true);
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        String port = environment.getProperty("local.server.port", "8080");
        System.out.print(
                """

                湘枢已就绪（演示）/ XiangHub is ready (demo): http://localhost:%s
                  Hawtio            /hawtio               operator / demo
                  指标 metrics      /actuator/prometheus  健康 health /actuator/health
                  接口说明 API docs /v3/api-docs
                用户 users (密码 password: demo)
                  engineer operator admin auditor department(公积金 housing fund) finance(财政 finance)
                  citizen(个人 person) clerk(企业经办人 enterprise clerk)
                  令牌 a token: bin/hub token --as citizen
                客户端 clients
                  demo-app / demo-app-secret                 应用 the super-app
                  demo-department / demo-department-secret   公积金的系统 the housing fund's system
                  x-tif: paasid demo-fund, token demo-fund-token; paasid demo-window, token demo-window-token;
                         paasid demo-medical, token demo-medical-token

                """
                        .formatted(port));
    }
}
