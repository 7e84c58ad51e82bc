package io.xianghub.console;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.util.RequestType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class DisplayOnlyTest {

    private static final String CONTEXT = "org.apache.camel:context=x,type=context,name=\"x\"";

    private final DisplayOnly display = new DisplayOnly();

    @BeforeEach
    void aRequestToTheHub() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setServerName("hub.example");
        request.setServerPort(8080);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void forgetIt() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void showsCamelTheBrokerAndTheMachine() throws MalformedObjectNameException {
        assertThat(display.isAttributeReadAllowed(new ObjectName(CONTEXT), "State"))
                .isTrue();
        assertThat(display.isAttributeReadAllowed(
                        new ObjectName("org.apache.activemq.artemis:broker=\"hub\""), "Started"))
                .isTrue();
        assertThat(display.isAttributeReadAllowed(new ObjectName("java.lang:type=Memory"), "HeapMemoryUsage"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari:type=Pool, ActiveConnections",
        "java.util.logging:type=Logging, LoggerNames",
        "java.lang:type=Runtime, SystemProperties",
        "java.lang:type=Runtime, InputArguments"
    })
    void hidesEverythingElse(String name, String attribute) throws MalformedObjectNameException {
        assertThat(display.isAttributeReadAllowed(new ObjectName(name), attribute))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "stop()",
                "suspend",
                "addOrUpdateRoutesFromXml(java.lang.String)",
                "sendBody(java.lang.String,java.lang.Object)",
                "requestBody(java.lang.String,java.lang.Object)"
            })
    void executesNothingThatChanges(String operation) throws MalformedObjectNameException {
        assertThat(display.isOperationAllowed(new ObjectName(CONTEXT), operation))
                .isFalse();
    }

    @Test
    void executesTheShortListForCamelOnly() throws MalformedObjectNameException {
        assertThat(display.isOperationAllowed(new ObjectName(CONTEXT), "dumpRoutesAsXml()"))
                .isTrue();
        assertThat(display.isOperationAllowed(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"), "dumpRoutesAsXml()"))
                .isFalse();
    }

    @Test
    void writesNothing() throws MalformedObjectNameException {
        assertThat(display.isAttributeWriteAllowed(new ObjectName(CONTEXT), "Tracing"))
                .isFalse();
        assertThat(display.isTypeAllowed(RequestType.WRITE)).isFalse();
        assertThat(display.isTypeAllowed(RequestType.NOTIFICATION)).isFalse();
    }

    @Test
    void answersTheHubsOwnPagesOnly() {
        assertThat(display.isOriginAllowed("http://hub.example:8080", true)).isTrue();
        assertThat(display.isOriginAllowed("http://hub.example:8080/hawtio/camel", true))
                .isTrue();
        assertThat(display.isOriginAllowed("http://evil.example", true)).isFalse();
        assertThat(display.isOriginAllowed("http://hub.example:8080.evil.example", true))
                .isFalse();
        assertThat(display.isOriginAllowed("http://hub.example:8080", false)).isFalse();
    }
}
