package io.xianghub.push;

import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The running parts of push: one relay in the whole cluster, consumers and timers on each node. */
final class Conveyor implements SmartLifecycle {

    private static final Duration TO_FINISH = Duration.ofSeconds(15);

    private final Leases leases;
    private final Relay relay;
    private final Timers timers;
    private final PushProperties properties;
    private final List<Worker> workers = new ArrayList<>();
    private volatile @Nullable Lease held;
    private volatile boolean running;

    Conveyor(Leases leases, Relay relay, Timers timers, PushProperties properties) {
        this.leases = leases;
        this.relay = relay;
        this.timers = timers;
        this.properties = properties;
        workers.add(new Worker("relay", this::relay));
        workers.add(new Worker("timers", this::timers));
    }

    /** Adds a consumer, before the start. */
    void consume(ConnectionFactory broker, Channel channel, int group, Consumer<List<String>> work) {
        String name = channel.word() + "-" + workers.size();
        workers.add(new Worker(name, new QueueConsumer(broker, channel, group, work)::take));
    }

    private void relay(Worker worker) throws JMSException {
        Optional<Lease> lease = leases.acquire("push:relay", properties.relayLease());
        held = lease.orElse(null);
        if (lease.isEmpty() || !relay.carry(lease.get())) {
            worker.pause(properties.tick());
        }
    }

    private void timers(Worker worker) {
        if (timers.ring() == 0) {
            worker.pause(properties.tick());
        }
    }

    @Override
    public void start() {
        running = true;
        workers.forEach(Worker::start);
    }

    @Override
    public void stop() {
        workers.forEach(Worker::askToStop);
        workers.forEach(worker -> worker.awaitEnd(TO_FINISH));
        relay.close();
        Lease mine = held;
        if (mine != null) {
            leases.release(mine);
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
