package dev.relata.r2dbc.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** One connection through the proxy: its two sockets, and whether bytes still pass. */
final class ProxiedConnection implements Closeable {

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile boolean swallowing;
    private volatile boolean stopped;

    ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    Socket client() {
        return client;
    }

    Socket to(Direction direction) {
        return direction == Direction.TO_SERVER ? server : client;
    }

    /** Moves bytes in one direction until either side has gone. */
    void pump(Direction direction) throws IOException {
        Socket from = direction == Direction.TO_SERVER ? client : server;
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0 && !stopped; read = in.read(buffer)) {
            if (!swallowing) {
                proxy.meet(this, direction, Arrays.copyOf(buffer, read));
            }
        }
        if (!swallowing && !stopped) {
            to(direction).shutdownOutput();
        }
    }

    void swallow() {
        swallowing = true;
    }

    void swallowAll() {
        proxy.swallowAll();
    }

    void stop() {
        stopped = true;
    }

    /** Ends both sides where one of them was reset, unless a fault decides about that. */
    void lost() throws IOException {
        if (!swallowing && !stopped) {
            cut(true);
        }
    }

    void cut(boolean reset) throws IOException {
        stopped = true;
        for (Socket socket : new Socket[] {client, server}) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
