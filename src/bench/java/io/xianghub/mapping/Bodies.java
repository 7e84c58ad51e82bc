package io.xianghub.mapping;

import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One made-up person with as many insurances as a body of a size has room for, in each of the three forms. */
final class Bodies {

    private static final List<String> EMPLOYERS =
            List.of("测试企业一", "测试\"湘\\江\" A&B <商贸> 公司", "测试“企业”二信息技术有限公司", "测试企业三（长沙）有限责任公司");

    private Bodies() {}

    /** The document of so many insurances. */
    @FunctionalInterface
    private interface Making {
        byte[] of(int insurances) throws Malformed;
    }

    /** The department's JSON, of at most so many thousand bytes. */
    static byte[] json(int kilobytes) throws Malformed {
        return atMost(kilobytes, insurances -> utf8(department(insurances)));
    }

    /** The department's XML in GBK. */
    static byte[] xml(int kilobytes) throws Malformed {
        return atMost(kilobytes, insurances -> {
            XmlWriter writer = new XmlWriter(prefix -> true, String::valueOf).prolog("GBK");
            return Charsets.encode(
                    writer.element("result", department(insurances)).toString(), Charsets.of("GBK"));
        });
    }

    /** The contract's JSON. */
    static byte[] contract(int kilobytes) throws Malformed {
        return atMost(kilobytes, insurances -> utf8(insured(insurances)));
    }

    private static byte[] atMost(int kilobytes, Making making) throws Malformed {
        int fits = 1;
        for (int step = 1 << 10; step > 0; step /= 2) {
            fits += making.of(fits + step).length <= kilobytes * 1_000 ? step : 0;
        }
        return making.of(fits);
    }

    private static byte[] utf8(Object tree) {
        return Json.write(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> department(int insurances) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("psn_no", "43000000000000000001");
        person.put("psn_cert_type", "01");
        person.put("certno", "430301190001010028");
        person.put("psn_name", "测试甲");
        person.put("gend", "2");
        person.put("naty", "01");
        person.put("brdy", "1900-01-01");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < insurances; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("balc", yuan(i));
            row.put("insutype", i % 2 == 0 ? "310" : "390");
            row.put("psn_type", "11");
            row.put("psn_insu_stas", i % 3 == 0 ? "2" : "1");
            row.put("psn_insu_date", date(i));
            row.put("paus_insu_date", "");
            row.put("cvlserv_flag", "0");
            row.put("insuplc_admdvs", division(i));
            row.put("emp_name", EMPLOYERS.get(i % EMPLOYERS.size()));
            rows.add(row);
        }
        return tree("baseinfo", person, "insuinfo", rows);
    }

    private static Map<String, Object> insured(int insurances) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("personNumber", "43000000000000000001");
        person.put("name", "测试甲");
        person.put("gender", "female");
        person.put("birthDate", "1900-01-01");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < insurances; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("type", i % 2 == 0 ? "employee" : "resident");
            row.put("status", i % 3 == 0 ? "paused" : "active");
            row.put("balanceFen", Long.valueOf(yuan(i).replace(".", "")));
            row.put("insuredSince", date(i));
            row.put("placeCode", division(i));
            row.put("employer", EMPLOYERS.get(i % EMPLOYERS.size()));
            rows.add(row);
        }
        person.put("insurances", rows);
        return person;
    }

    private static Map<String, Object> tree(String first, Object value, String second, Object other) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(first, value);
        tree.put(second, other);
        return tree;
    }

    /** Never a zero at the end: not every tool can write two decimals whatever they are. */
    private static String yuan(int i) {
        return (1_000 + i * 37 % 8_999) + "." + (11 + i * 7 % 9);
    }

    private static String date(int i) {
        return "%d-%02d-%02d".formatted(2000 + i % 20, 1 + i % 12, 1 + i % 28);
    }

    private static String division(int i) {
        return "43%02d00".formatted(1 + i % 13);
    }
}
