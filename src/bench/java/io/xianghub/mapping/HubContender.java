package io.xianghub.mapping;

import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** The hub's own mappings; alone among all they also check what they read: dates, divisions, what is required. */
final class HubContender implements Contender {

    private static final String TO_CONTRACT =
            """
            fields:
              personNumber: { from: baseinfo.psn_no, required: true, max: 30 }
              name: { from: baseinfo.psn_name, required: true }
              gender: { from: baseinfo.gend, dictionary: gender }
              birthDate: { from: baseinfo.brdy, type: date, input: yyyy-MM-dd }
              insurances:
                each: insuinfo
                fields:
                  type: { from: insutype, dictionary: insurance-type, required: true }
                  status: { from: psn_insu_stas, dictionary: insured-status, required: true }
                  balanceFen: { from: balc, type: fen }
                  insuredSince: { from: psn_insu_date, type: date, input: yyyy-MM-dd }
                  placeCode: { from: insuplc_admdvs, type: division }
                  employer: { from: emp_name }
            """;
    private static final String TO_DEPARTMENT =
            """
            fields:
              baseinfo:
                fields:
                  psn_no: { from: personNumber, required: true, max: 30 }
                  psn_name: { from: name, required: true }
                  gend: { from: gender, dictionary: { name: gender, reverse: true } }
                  brdy: { from: birthDate, type: date, input: yyyy-MM-dd }
              insuinfo:
                each: insurances
                fields:
                  insutype: { from: type, dictionary: { name: insurance-type, reverse: true }, required: true }
                  psn_insu_stas: { from: status, dictionary: { name: insured-status, reverse: true }, required: true }
                  balc: { from: balanceFen, type: yuan, unit: fen }
                  psn_insu_date: { from: insuredSince, type: date, input: yyyy-MM-dd }
                  insuplc_admdvs: { from: placeCode, type: division }
                  emp_name: { from: employer }
            """;
    private static final Map<String, String> FILES = Map.of(
            "json-to-json.map.yaml",
            "source: { format: json }\ntarget: { format: json }\n" + TO_CONTRACT,
            "xml-to-json.map.yaml",
            "source: { format: xml, charset: GBK }\ntarget: { format: json }\n" + TO_CONTRACT,
            "json-to-xml.map.yaml",
            "source: { format: json }\ntarget: { format: xml, root: result, charset: GBK }\n" + TO_DEPARTMENT,
            "dictionaries/gender.csv",
            "code,standard,label,valid_from,valid_to\n1,male,,,\n2,female,,,\n",
            "dictionaries/insurance-type.csv",
            "code,standard,label,valid_from,valid_to\n310,employee,,,\n390,resident,,,\n",
            "dictionaries/insured-status.csv",
            "code,standard,label,valid_from,valid_to\n1,active,,,\n2,paused,,,\n");

    private final Mapping jsonToJson;
    private final Mapping xmlToJson;
    private final Mapping jsonToXml;

    HubContender() {
        TreeMap<String, byte[]> folder = new TreeMap<>();
        FILES.forEach((name, text) -> folder.put("mappings/bench/" + name, text.getBytes(StandardCharsets.UTF_8)));
        Findings findings = new Findings();
        Mappings mappings = MappingCompiler.compile(folder, findings, Clock.systemUTC());
        if (!findings.all().isEmpty()) {
            throw new IllegalStateException(findings.all().toString());
        }
        jsonToJson = mappings.find("json-to-json").orElseThrow();
        xmlToJson = mappings.find("xml-to-json").orElseThrow();
        jsonToXml = mappings.find("json-to-xml").orElseThrow();
    }

    @Override
    public byte[] jsonToJson(byte[] department) {
        return bytes(jsonToJson, department);
    }

    @Override
    public byte[] xmlToJson(byte[] department) {
        return bytes(xmlToJson, department);
    }

    @Override
    public byte[] jsonToXml(byte[] contract) {
        return bytes(jsonToXml, contract);
    }

    private static byte[] bytes(Mapping mapping, byte[] input) {
        return mapping.apply(input, Map.of()) instanceof byte[] written ? written : new byte[0];
    }
}
