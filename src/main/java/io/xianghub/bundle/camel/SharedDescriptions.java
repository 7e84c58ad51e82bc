package io.xianghub.bundle.camel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.apache.camel.support.management.NotificationSenderAdapter;

/**
 * Describes each class of Camel's beans once for all contexts. A description depends on the class alone, and Camel makes it anew for each
 * bean of each context: three quarters of the processor that starting a version took.
 */
final class SharedDescriptions extends DefaultManagementMBeanAssembler {

    /** Camel's own classes and nobody else's: as many as there are, and as long as the process lives. */
    private static final Map<Class<?>, ModelMBeanInfo> KNOWN = new ConcurrentHashMap<>();

    private final boolean mask;

    SharedDescriptions(CamelContext context, boolean mask) {
        super(context);
        this.mask = mask;
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object bean, ObjectName name) throws JMException {
        if (describesItself(bean) || bean.getClass().getClassLoader() != CamelContext.class.getClassLoader()) {
            return super.assemble(server, bean, name);
        }
        ModelMBeanInfo description = KNOWN.get(bean.getClass());
        if (description == null) {
            description = assembler.getMBeanInfo(camelContext, bean, null, name.toString());
            if (description == null) {
                return super.assemble(server, bean, name);
            }
            KNOWN.put(bean.getClass(), description);
        }
        return described(bean, description);
    }

    private ModelMBean described(Object bean, ModelMBeanInfo description) throws JMException {
        // It keeps a copy of the description, so that no bean can change another's.
        RequiredModelMBean described = new MixinRequiredModelMBean(description, mask, null, null);
        try {
            described.setManagedResource(bean, "ObjectReference");
        } catch (InvalidTargetObjectTypeException refused) {
            throw new JMException(refused.getMessage());
        }
        if (bean instanceof NotificationSenderAware sender) {
            sender.setNotificationSender(new NotificationSenderAdapter(described));
        }
        return described;
    }

    /** A bean may stand for an object that has a description of its own. */
    private static boolean describesItself(Object bean) {
        Object instance = bean instanceof ManagedInstance managed ? managed.getInstance() : null;
        return instance != null && instance.getClass().isAnnotationPresent(ManagedResource.class);
    }
}
