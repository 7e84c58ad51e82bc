package io.xianghub.mapping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import javax.xml.transform.Source;
import javax.xml.transform.Templates;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.xml.sax.InputSource;

/** XSLT 1.0, compiled to byte code by the JDK, without the hub's limits. */
final class XsltContender implements Contender {

    private static final Templates TO_CONTRACT = templates(
            """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
              <xsl:output method="text" encoding="UTF-8"/>
              <xsl:template match="/result">
                <xsl:text>{"personNumber":"</xsl:text>
                <xsl:value-of select="baseinfo/psn_no"/>
                <xsl:text>","name":"</xsl:text>
                <xsl:call-template name="escaped">
                  <xsl:with-param name="value" select="baseinfo/psn_name"/>
                </xsl:call-template>
                <xsl:text>","gender":"</xsl:text>
                <xsl:choose>
                  <xsl:when test="baseinfo/gend = '1'">male</xsl:when>
                  <xsl:when test="baseinfo/gend = '2'">female</xsl:when>
                </xsl:choose>
                <xsl:text>","birthDate":"</xsl:text>
                <xsl:value-of select="baseinfo/brdy"/>
                <xsl:text>","insurances":[</xsl:text>
                <xsl:for-each select="insuinfo">
                  <xsl:if test="position() &gt; 1">,</xsl:if>
                  <xsl:text>{"type":"</xsl:text>
                  <xsl:choose>
                    <xsl:when test="insutype = '310'">employee</xsl:when>
                    <xsl:when test="insutype = '390'">resident</xsl:when>
                  </xsl:choose>
                  <xsl:text>","status":"</xsl:text>
                  <xsl:choose>
                    <xsl:when test="psn_insu_stas = '1'">active</xsl:when>
                    <xsl:when test="psn_insu_stas = '2'">paused</xsl:when>
                  </xsl:choose>
                  <xsl:text>","balanceFen":</xsl:text>
                  <xsl:value-of select="round(balc * 100)"/>
                  <xsl:text>,"insuredSince":"</xsl:text>
                  <xsl:value-of select="psn_insu_date"/>
                  <xsl:text>","placeCode":"</xsl:text>
                  <xsl:value-of select="insuplc_admdvs"/>
                  <xsl:text>","employer":"</xsl:text>
                  <xsl:call-template name="escaped">
                    <xsl:with-param name="value" select="emp_name"/>
                  </xsl:call-template>
                  <xsl:text>"}</xsl:text>
                </xsl:for-each>
                <xsl:text>]}</xsl:text>
              </xsl:template>
              <xsl:template name="escaped">
                <xsl:param name="value"/>
                <xsl:choose>
                  <xsl:when test="contains($value, '\\')">
                    <xsl:call-template name="escaped">
                      <xsl:with-param name="value" select="substring-before($value, '\\')"/>
                    </xsl:call-template>
                    <xsl:text>\\\\</xsl:text>
                    <xsl:call-template name="escaped">
                      <xsl:with-param name="value" select="substring-after($value, '\\')"/>
                    </xsl:call-template>
                  </xsl:when>
                  <xsl:when test="contains($value, '&quot;')">
                    <xsl:value-of select="substring-before($value, '&quot;')"/>
                    <xsl:text>\\"</xsl:text>
                    <xsl:call-template name="escaped">
                      <xsl:with-param name="value" select="substring-after($value, '&quot;')"/>
                    </xsl:call-template>
                  </xsl:when>
                  <xsl:otherwise>
                    <xsl:value-of select="$value"/>
                  </xsl:otherwise>
                </xsl:choose>
              </xsl:template>
            </xsl:stylesheet>
            """);
    private static final Templates TO_DEPARTMENT = templates(
            """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
              <xsl:output method="xml" encoding="GBK"/>
              <xsl:template match="/result">
                <result>
                  <baseinfo>
                    <psn_no><xsl:value-of select="personNumber"/></psn_no>
                    <psn_name><xsl:value-of select="name"/></psn_name>
                    <gend>
                      <xsl:choose>
                        <xsl:when test="gender = 'male'">1</xsl:when>
                        <xsl:when test="gender = 'female'">2</xsl:when>
                      </xsl:choose>
                    </gend>
                    <brdy><xsl:value-of select="birthDate"/></brdy>
                  </baseinfo>
                  <xsl:for-each select="insurances">
                    <insuinfo>
                      <insutype>
                        <xsl:choose>
                          <xsl:when test="type = 'employee'">310</xsl:when>
                          <xsl:when test="type = 'resident'">390</xsl:when>
                        </xsl:choose>
                      </insutype>
                      <psn_insu_stas>
                        <xsl:choose>
                          <xsl:when test="status = 'active'">1</xsl:when>
                          <xsl:when test="status = 'paused'">2</xsl:when>
                        </xsl:choose>
                      </psn_insu_stas>
                      <balc><xsl:value-of select="balanceFen div 100"/></balc>
                      <psn_insu_date><xsl:value-of select="insuredSince"/></psn_insu_date>
                      <insuplc_admdvs><xsl:value-of select="placeCode"/></insuplc_admdvs>
                      <emp_name><xsl:value-of select="employer"/></emp_name>
                    </insuinfo>
                  </xsl:for-each>
                </result>
              </xsl:template>
            </xsl:stylesheet>
            """);

    private static Templates templates(String stylesheet) {
        try {
            return TransformerFactory.newDefaultInstance().newTemplates(new StreamSource(new StringReader(stylesheet)));
        } catch (TransformerConfigurationException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public byte[] jsonToJson(byte[] department) throws Exception {
        return transformed(TO_CONTRACT, json(department));
    }

    @Override
    public byte[] xmlToJson(byte[] department) throws Exception {
        return transformed(TO_CONTRACT, new StreamSource(new ByteArrayInputStream(department)));
    }

    @Override
    public byte[] jsonToXml(byte[] contract) throws Exception {
        return transformed(TO_DEPARTMENT, json(contract));
    }

    private static Source json(byte[] bytes) {
        return new SAXSource(new JsonEvents(), new InputSource(new ByteArrayInputStream(bytes)));
    }

    private static byte[] transformed(Templates templates, Source source) throws TransformerException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        templates.newTransformer().transform(source, new StreamResult(written));
        return written.toByteArray();
    }
}
