package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens where the binding says, lets in whom it names, and has so many callers at a time as it allows. */
final class FrameListener implements FrameSource.Listening {

    private static final Logger LOG = LoggerFactory.getLogger(FrameListener.class);

    private static final int LOOK_MILLIS = 200;
    private static final long BINDING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STRANGER_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Who is about to send a frame may still do so when the version ends. */
    private static final Duration LAST_FRAME = Duration.ofMillis(500);

    private final FrameListenerSource source;
    private final FrameSource.Desk desk;
    private final OpenPorts ports;
    private final FrameVisit.Replying replying;
    private final ExecutorService threads;
    private final Set<FrameVisit> visits = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread door;
    private long strangerAt;

    FrameListener(FrameListenerSource source, FrameSource.Desk desk) {
        this.source = source;
        this.desk = desk;
        this.ports = source.connection().line().ports();
        this.replying = source.replying(desk);
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "hub-frame-caller"));
        this.door = daemon(this::tend, "hub-frame-door");
        this.strangerAt = System.nanoTime() - STRANGER_NANOS;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        door.start();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void tend() {
        boolean listens = false;
        while (!isStopping()) {
            try {
                Binding binding = source.binding();
                ListenAddress address = address(binding);
                ServerSocket open = open(address);
                boolean sound = false;
                try {
                    if (!listens) {
                        desk.listens();
                        listens = true;
                    }
                    accept(open, address, binding.limits().concurrency());
                    sound = true;
                } finally {
                    release(address, open, sound);
                }
            } catch (Problem | IOException failed) {
                listens = false;
                desk.troubled(
                        failed instanceof Problem problem
                                ? problem
                                : source.faults().unbound(Text.of("监听端口出错", "The port that is listened on failed")));
                pause();
            } catch (RuntimeException broken) {
                // Such as a database that is away for a while: the door must not stay shut for ever.
                listens = false;
                LOG.error("{} cannot be tended", name(), broken);
                pause();
            }
        }
    }

    private String name() {
        return source.connection().bundle() + "/"
                + source.connection().definition().name();
    }

    /** Whoever tends it next goes on where this one ends; where the binding no longer leads nobody waits. */
    private void release(ListenAddress address, ServerSocket open, boolean sound) throws IOException {
        if (sound && (isStopping() || isStillBound(address))) {
            ports.leave(address.at(), open);
        } else {
            open.close();
        }
    }

    private boolean isStillBound(ListenAddress address) {
        try {
            return address(source.binding()).at().equals(address.at());
        } catch (Problem nowhere) {
            return false;
        }
    }

    private ListenAddress address(Binding binding) {
        try {
            return ListenAddress.of(binding);
        } catch (Malformed wrong) {
            throw source.faults().unbound(wrong.text());
        }
    }

    private ServerSocket open(ListenAddress address) {
        try {
            return ports.take(address.at());
        } catch (IOException taken) {
            throw source.faults()
                    .unbound(Text.of(
                            "无法监听 %s：端口已被占用或地址不属于本机",
                            "Cannot listen on %s: the port is taken, or the address is not this machine's",
                            address.at()))
                    .causedBy(taken);
        }
    }

    private void pause() {
        try {
            if (stopping.await(BINDING_NANOS, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Until the listening ends, or the binding says something else. */
    private void accept(ServerSocket open, ListenAddress address, int concurrency) throws IOException {
        Semaphore seats = new Semaphore(concurrency);
        open.setSoTimeout(LOOK_MILLIS);
        long looked = System.nanoTime();
        while (!isStopping()) {
            if (System.nanoTime() - looked > BINDING_NANOS) {
                Binding now = source.binding();
                if (now.limits().concurrency() != concurrency
                        || !address(now).written().equals(address.written())) {
                    return;
                }
                looked = System.nanoTime();
            }
            // Who finds no seat waits before the door, not in a thread.
            if (seat(seats)) {
                admit(open, address, seats);
            }
        }
    }

    private static boolean seat(Semaphore seats) {
        try {
            return seats.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void admit(ServerSocket open, ListenAddress address, Semaphore seats) throws IOException {
        Socket caller;
        try {
            caller = open.accept();
        } catch (SocketTimeoutException nobody) {
            seats.release();
            return;
        }
        if (!address.letsIn(caller.getInetAddress())) {
            seats.release();
            caller.close();
            stranger(caller);
            return;
        }
        FrameVisit visit = new FrameVisit(
                caller,
                source.codec(),
                source.declared().bounds(),
                source.connection().access().watchdog());
        visits.add(visit);
        threads.execute(() -> {
            try {
                visit.take(replying, desk);
            } catch (RuntimeException failed) {
                LOG.error("{} could not answer a caller", name(), failed);
            } finally {
                visits.remove(visit);
                seats.release();
            }
        });
    }

    private void stranger(Socket caller) {
        long now = System.nanoTime();
        if (now - strangerAt >= STRANGER_NANOS) {
            strangerAt = now;
            LOG.warn(
                    "{} turned {} away: the binding's property callers does not name it",
                    name(),
                    caller.getInetAddress().getHostAddress());
        }
    }

    /** Lets nobody in any more, and waits for what is in hand: as long as a route may take. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            door.join();
            threads.shutdown();
            if (!threads.awaitTermination(LAST_FRAME.toMillis(), TimeUnit.MILLISECONDS)) {
                visits.stream().filter(FrameVisit::isReading).forEach(FrameVisit::end);
                if (!threads.awaitTermination(source.within().toMillis(), TimeUnit.MILLISECONDS)) {
                    visits.forEach(FrameVisit::end);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            visits.forEach(FrameVisit::end);
        }
    }
}
