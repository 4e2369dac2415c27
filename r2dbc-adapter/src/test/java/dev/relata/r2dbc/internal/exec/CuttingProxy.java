package dev.relata.r2dbc.internal.exec;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between driver and server on the loopback, and cuts the connection when the driver sends a certain word. */
public final class CuttingProxy implements Closeable {

    private final ServerSocket listener;
    private final String word;
    private final boolean arrives;
    private final String host;
    private final int port;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();

    private CuttingProxy(String word, boolean arrives, String host, int port) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.word = word;
        this.arrives = arrives;
        this.host = host;
        this.port = port;
    }

    /**
     * Starts a proxy.
     *
     * @param word cuts when this is sent
     * @param arrives whether the server still gets it
     */
    public static CuttingProxy at(String word, boolean arrives, String host, int port) throws IOException {
        CuttingProxy proxy = new CuttingProxy(word, arrives, host, port);
        daemon(proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
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

    private interface Work {
        void run() throws IOException;
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(host, port);
            open.add(client);
            open.add(server);
            daemon(() -> pump(client, server, true));
            daemon(() -> pump(server, client, false));
        }
    }

    private void pump(Socket from, Socket to, boolean watched) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            boolean cut = watched && text(buffer, read).contains(word);
            if (cut) {
                // The answer must not get through, so the driver's side is closed first.
                from.close();
            }
            if (!cut || arrives) {
                out.write(buffer, 0, read);
                out.flush();
            }
            if (cut) {
                break;
            }
        }
        to.shutdownOutput();
    }

    private static String text(byte[] buffer, int length) {
        return new String(Arrays.copyOf(buffer, length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
