package io.xianghub.mapping;

/** A tool that maps an insured person's record between a department's form and the contract's, bytes in and bytes out. */
interface Contender {

    /** The department's JSON as the contract's. */
    byte[] jsonToJson(byte[] department) throws Exception;

    /** The department's XML in GBK as the contract's JSON. */
    byte[] xmlToJson(byte[] department) throws Exception;

    /** The contract's JSON as the department's XML in GBK. */
    byte[] jsonToXml(byte[] contract) throws Exception;
}
