package io.xianghub.push;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A broker around whose commits the machine may stop. */
final class FailingBroker {

    private FailingBroker() {}

    static ConnectionFactory around(ConnectionFactory real) {
        return proxy(ConnectionFactory.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    private static Connection around(Connection real) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Session session ? around(session) : result;
        });
    }

    private static Session around(Session real) {
        boolean[] sends = {false};
        return proxy(Session.class, (self, method, arguments) -> {
            sends[0] |= method.getName().equals("createProducer");
            if (!method.getName().equals("commit")) {
                return call(real, method, arguments);
            }
            (sends[0] ? Failpoint.R0 : Failpoint.C2).pass();
            Object result = call(real, method, arguments);
            (sends[0] ? Failpoint.R1 : Failpoint.C3).pass();
            return result;
        });
    }

    private static Object call(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
