package io.xianghub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;

/** JSLT, as its own library runs it, without the hub's limits. */
final class JsltContender implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expression TO_CONTRACT = Parser.compileString(
            """
            let genders = {"1": "male", "2": "female"}
            let types = {"310": "employee", "390": "resident"}
            let states = {"1": "active", "2": "paused"}
            {
              "personNumber": .baseinfo.psn_no,
              "name": .baseinfo.psn_name,
              "gender": get-key($genders, .baseinfo.gend),
              "birthDate": .baseinfo.brdy,
              "insurances": [for (.insuinfo) {
                "type": get-key($types, .insutype),
                "status": get-key($states, .psn_insu_stas),
                "balanceFen": round(number(.balc) * 100),
                "insuredSince": .psn_insu_date,
                "placeCode": .insuplc_admdvs,
                "employer": .emp_name
              }]
            }
            """);
    private static final Expression TO_DEPARTMENT = Parser.compileString(
            """
            let genders = {"male": "1", "female": "2"}
            let types = {"employee": "310", "resident": "390"}
            let states = {"active": "1", "paused": "2"}
            {
              "baseinfo": {
                "psn_no": .personNumber,
                "psn_name": .name,
                "gend": get-key($genders, .gender),
                "brdy": .birthDate
              },
              "insuinfo": [for (.insurances) {
                "insutype": get-key($types, .type),
                "psn_insu_stas": get-key($states, .status),
                "balc": .balanceFen / 100,
                "psn_insu_date": .insuredSince,
                "insuplc_admdvs": .placeCode,
                "emp_name": .employer
              }]
            }
            """);

    @Override
    public byte[] jsonToJson(byte[] department) throws Exception {
        return JSON.writeValueAsBytes(TO_CONTRACT.apply(JSON.readTree(department)));
    }

    @Override
    public byte[] xmlToJson(byte[] department) throws Exception {
        JsonNode read = JsonNodes.of(XmlBridge.read(department));
        return JSON.writeValueAsBytes(TO_CONTRACT.apply(read));
    }

    @Override
    public byte[] jsonToXml(byte[] contract) throws Exception {
        return XmlBridge.write(TO_DEPARTMENT.apply(JSON.readTree(contract)));
    }
}
