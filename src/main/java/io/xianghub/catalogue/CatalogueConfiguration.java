package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Ids;
import io.xianghub.vault.Vault;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    DepartmentStore departments(JdbcClient jdbc, PlatformTransactionManager transactions, Vault vault) {
        return new DepartmentStore(jdbc, new TransactionTemplate(transactions), vault);
    }

    @Bean
    SubscriptionStore subscriptions(JdbcClient jdbc) {
        return new SubscriptionStore(jdbc);
    }

    /** The super-app asks for what is a person's own; kept once, whatever becomes of it later. */
    @Bean
    @Profile("demo")
    InitializingBean demoSubscriptions(SubscriptionStore subscriptions, Clock clock) {
        return () -> {
            subscribe(subscriptions, clock, "medical-insurance", "11430000MBHUB005XB", "getInsuredPerson");
            subscribe(subscriptions, clock, "housing-fund", "12430000MBHUB0041G", "getAccount");
            subscribe(subscriptions, clock, "social-security", "11430000MBHUB0105H", "getInsurance", "getSocialCard");
            subscribe(subscriptions, clock, "city-window", "11430300MBHUB0113U", "queryCase");
        };
    }

    private static void subscribe(
            SubscriptionStore subscriptions, Clock clock, String name, String department, String... operations) {
        BundleName bundle = new BundleName(name);
        SubscriptionStore.Sight any = new SubscriptionStore.Sight(bundle, "demo-app", true, "", List.of());
        if (!subscriptions.page(any, null, 1).isEmpty()) {
            return;
        }
        for (String operation : operations) {
            subscriptions.open(
                    new Subscription(
                            Ids.next(),
                            "demo-app",
                            bundle,
                            1,
                            operation,
                            List.of(Subscription.ALL),
                            "本人查询（演示）",
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            Subscription.State.ACTIVE),
                    department,
                    "operator");
        }
    }

    /** The demo's made-up departments, each with four made-up people; written once, before bundles are deployed. */
    @Bean
    @Profile("demo")
    InitializingBean demoDepartments(DepartmentStore departments) {
        return () -> {
            seed(departments, "11430000MBHUB005XB", "省医疗保障局（演示）", "mi-mobile", "医保掌上办（演示）");
            seed(departments, "12430000MBHUB0041G", "省直住房公积金中心（演示）", "hf-mobile", "掌上公积金（演示）");
            seed(departments, "11430000MAHUB0080J", "省财政厅（演示）", "fiscal-portal", "财政服务（演示）");
            seed(departments, "11430000MBHUB0105H", "省人力资源和社会保障厅（演示）", "ss-mobile", "智慧人社（演示）");
            seed(departments, "11430300MBHUB0113U", "测试市一窗受理中心（演示）", "xt-window", "一窗受理（演示）");
            seed(departments, "12430000MAHUB0312F", "测试市政务服务中心（演示）", "case-query", "办件查询（演示）");
            seed(departments, "11430000MAHUB0099F", "省政务短信网关（演示）", "sms-gateway", "短信通道（演示）");
            seed(departments, "11430000MAHUB0208E", "省政务服务和大数据中心（演示）", "rating-mobile", "政务服务好差评（演示）");
            seed(departments, "11430000MAHUB02169", "省工业和信息化厅（演示）", "policy-mobile", "惠企政策（演示）");
        };
    }

    private static void seed(DepartmentStore departments, String code, String name, String app, String appName) {
        departments.put(
                code,
                new DepartmentEntry(
                        name,
                        Map.of(
                                Responsibility.LEAD, new DepartmentEntry.Person("测试甲", "19900000011"),
                                Responsibility.OPERATIONS, new DepartmentEntry.Person("测试乙", "19900000012"),
                                Responsibility.MAINTENANCE, new DepartmentEntry.Person("测试丙", "19900000013"),
                                Responsibility.SECURITY, new DepartmentEntry.Person("测试丁", "19900000014")),
                        List.of(new DepartmentEntry.App(app, appName)),
                        0));
    }
}
