package io.xianghub.push;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A real broker that refuses one channel's queue, as one whose queue is full does. */
final class StuckBroker {

    private final String queue;
    private final AtomicInteger refused = new AtomicInteger();

    StuckBroker(Channel channel) {
        queue = channel.queue();
    }

    /** How often the channel was refused. */
    int refused() {
        return refused.get();
    }

    ConnectionFactory around(ConnectionFactory real) {
        return proxy(ConnectionFactory.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    private Connection around(Connection real) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Session session ? around(session) : result;
        });
    }

    private Session around(Session real) {
        return proxy(Session.class, (self, method, arguments) -> {
            if (method.getName().equals("createQueue") && arguments[0].equals(queue)) {
                refused.incrementAndGet();
                throw new JMSException("The queue " + queue + " is full");
            }
            return call(real, method, arguments);
        });
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
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
