package io.xianghub.mapping;

import com.bazaarvoice.jolt.Chainr;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Jolt: a shift for the structure and the codes, modifications for the amounts. */
final class JoltContender implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Chainr TO_CONTRACT = chain(
            """
            [
              {"operation": "shift", "spec": {
                "baseinfo": {
                  "psn_no": "personNumber",
                  "psn_name": "name",
                  "gend": {"1": {"#male": "gender"}, "2": {"#female": "gender"}},
                  "brdy": "birthDate"
                },
                "insuinfo": {"*": {
                  "insutype": {
                    "310": {"#employee": "insurances[&3].type"},
                    "390": {"#resident": "insurances[&3].type"}
                  },
                  "psn_insu_stas": {
                    "1": {"#active": "insurances[&3].status"},
                    "2": {"#paused": "insurances[&3].status"}
                  },
                  "balc": "insurances[&1].balanceFen",
                  "psn_insu_date": "insurances[&1].insuredSince",
                  "insuplc_admdvs": "insurances[&1].placeCode",
                  "emp_name": "insurances[&1].employer"
                }}
              }},
              {"operation": "modify-overwrite-beta", "spec": {
                "insurances": {"*": {"balanceFen": "=divideAndRound(0, @(1,balanceFen), 0.01)"}}
              }},
              {"operation": "modify-overwrite-beta", "spec": {
                "insurances": {"*": {"balanceFen": "=toLong"}}
              }}
            ]
            """);
    private static final Chainr TO_DEPARTMENT = chain(
            """
            [
              {"operation": "shift", "spec": {
                "personNumber": "baseinfo.psn_no",
                "name": "baseinfo.psn_name",
                "gender": {"male": {"#1": "baseinfo.gend"}, "female": {"#2": "baseinfo.gend"}},
                "birthDate": "baseinfo.brdy",
                "insurances": {"*": {
                  "type": {
                    "employee": {"#310": "insuinfo[&3].insutype"},
                    "resident": {"#390": "insuinfo[&3].insutype"}
                  },
                  "status": {
                    "active": {"#1": "insuinfo[&3].psn_insu_stas"},
                    "paused": {"#2": "insuinfo[&3].psn_insu_stas"}
                  },
                  "balanceFen": "insuinfo[&1].balc",
                  "insuredSince": "insuinfo[&1].psn_insu_date",
                  "placeCode": "insuinfo[&1].insuplc_admdvs",
                  "employer": "insuinfo[&1].emp_name"
                }}
              }},
              {"operation": "modify-overwrite-beta", "spec": {
                "insuinfo": {"*": {"balc": "=divide(@(1,balc), 100)"}}
              }}
            ]
            """);

    private static Chainr chain(String spec) {
        try {
            return Chainr.fromSpec(JSON.readValue(spec, Object.class));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public byte[] jsonToJson(byte[] department) throws Exception {
        return JSON.writeValueAsBytes(TO_CONTRACT.transform(JSON.readValue(department, Object.class)));
    }

    @Override
    public byte[] xmlToJson(byte[] department) throws Exception {
        return JSON.writeValueAsBytes(TO_CONTRACT.transform(XmlBridge.read(department)));
    }

    @Override
    public byte[] jsonToXml(byte[] contract) throws Exception {
        return XmlBridge.write((Map<?, ?>) TO_DEPARTMENT.transform(JSON.readValue(contract, Object.class)));
    }
}
