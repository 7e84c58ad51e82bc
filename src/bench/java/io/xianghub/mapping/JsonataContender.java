package io.xianghub.mapping;

import static com.dashjoin.jsonata.Jsonata.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** JSONata, in the port of its reference to Java. */
final class JsonataContender implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Jsonata TO_CONTRACT = jsonata(
            """
            (
              $genders := {"1": "male", "2": "female"};
              $types := {"310": "employee", "390": "resident"};
              $states := {"1": "active", "2": "paused"};
              {
                "personNumber": baseinfo.psn_no,
                "name": baseinfo.psn_name,
                "gender": $lookup($genders, baseinfo.gend),
                "birthDate": baseinfo.brdy,
                "insurances": [insuinfo.{
                  "type": $lookup($types, insutype),
                  "status": $lookup($states, psn_insu_stas),
                  "balanceFen": $round($number(balc) * 100),
                  "insuredSince": psn_insu_date,
                  "placeCode": insuplc_admdvs,
                  "employer": emp_name
                }]
              }
            )
            """);
    private static final Jsonata TO_DEPARTMENT = jsonata(
            """
            (
              $genders := {"male": "1", "female": "2"};
              $types := {"employee": "310", "resident": "390"};
              $states := {"active": "1", "paused": "2"};
              {
                "baseinfo": {
                  "psn_no": personNumber,
                  "psn_name": name,
                  "gend": $lookup($genders, gender),
                  "brdy": birthDate
                },
                "insuinfo": [insurances.{
                  "insutype": $lookup($types, type),
                  "psn_insu_stas": $lookup($states, status),
                  "balc": balanceFen / 100,
                  "psn_insu_date": insuredSince,
                  "insuplc_admdvs": placeCode,
                  "emp_name": employer
                }]
              }
            )
            """);

    @Override
    public byte[] jsonToJson(byte[] department) throws Exception {
        return JSON.writeValueAsBytes(TO_CONTRACT.evaluate(JSON.readValue(department, Object.class)));
    }

    @Override
    public byte[] xmlToJson(byte[] department) throws Exception {
        return JSON.writeValueAsBytes(TO_CONTRACT.evaluate(XmlBridge.read(department)));
    }

    @Override
    public byte[] jsonToXml(byte[] contract) throws Exception {
        return XmlBridge.write((Map<?, ?>) TO_DEPARTMENT.evaluate(JSON.readValue(contract, Object.class)));
    }
}
