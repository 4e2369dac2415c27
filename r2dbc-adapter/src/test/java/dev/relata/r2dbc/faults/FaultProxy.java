package dev.relata.r2dbc.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between driver and server on the loopback, counts the bytes of each direction, and has the {@link Fault} that it is armed with.
 * It is armed anew between operations; connections that have met a fault keep what it did to them. Thread-safe.
 */
public final class FaultProxy implements Closeable {

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Queue<ProxiedConnection> open = new ConcurrentLinkedQueue<>();
    private volatile Armed armed = new Armed(Fault.NONE);

    private static final class Armed {
        private final Fault fault;
        private final AtomicLong toServer = new AtomicLong();
        private final AtomicLong toClient = new AtomicLong();
        private volatile boolean swallowing;

        Armed(Fault fault) {
            this.fault = fault;
        }

        AtomicLong bytes(Direction direction) {
            return direction == Direction.TO_SERVER ? toServer : toClient;
        }
    }

    private FaultProxy(String host, int port) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.host = host;
        this.port = port;
    }

    /** Starts a proxy that lets everything pass. */
    public static FaultProxy to(String host, int port) throws IOException {
        FaultProxy proxy = new FaultProxy(host, port);
        daemon(proxy::accept);
        return proxy;
    }

    /** Returns the port that the driver connects to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Has a fault from now on, and counts bytes from 0. */
    public FaultProxy arm(Fault fault) {
        armed = new Armed(fault);
        return this;
    }

    /** Returns how many bytes have arrived since it was armed. */
    public long bytes(Direction direction) {
        return armed.bytes(direction).get();
    }

    /** Has no fault any more, and cuts all connections that there are. */
    public void cutAll() throws IOException {
        arm(Fault.NONE);
        for (ProxiedConnection connection : open) {
            connection.cut(false);
        }
    }

    void meet(ProxiedConnection connection, Direction direction, byte[] bytes) throws IOException {
        Armed now = armed;
        long before = now.bytes(direction).getAndAdd(bytes.length);
        now.fault.meet(new Passage(connection, direction, before, bytes));
    }

    void swallowAll() {
        armed.swallowing = true;
        open.forEach(ProxiedConnection::swallow);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // Either side has gone: the end of this pump.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            ProxiedConnection connection = new ProxiedConnection(this, listener.accept(), new Socket(host, port));
            open.add(connection);
            if (armed.swallowing) {
                connection.swallow();
            }
            for (Direction direction : Direction.values()) {
                daemon(() -> pumped(connection, direction));
            }
        }
    }

    private void pumped(ProxiedConnection connection, Direction direction) throws IOException {
        try {
            connection.pump(direction);
        } catch (IOException lost) {
            connection.lost();
        } finally {
            if (direction == Direction.TO_CLIENT) {
                open.remove(connection);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (ProxiedConnection connection : open) {
            connection.close();
        }
    }
}
