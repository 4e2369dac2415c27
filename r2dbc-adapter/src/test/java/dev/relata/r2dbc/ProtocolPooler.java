package dev.relata.r2dbc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pooler at the level of the protocol, without support of prepared statements. A client
 * makes its connection to the server itself, so that no password need be known; behind it, it gets the pooler's. COPY, LISTEN and
 * cancel requests are left out.
 */
final class ProtocolPooler implements TestPooler {

    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket listener;
    private final String host;
    private final int serverPort;
    private final Mode mode;
    private final Set<String> refused;
    private final Semaphore free;
    private final BlockingDeque<Server> idle = new LinkedBlockingDeque<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger clients = new AtomicInteger();

    private ProtocolPooler(ServerSocket listener, TestDatabase database, Mode mode, int servers, Set<String> refused) {
        this.refused = refused;
        this.listener = listener;
        this.host = database.serverHost();
        this.serverPort = database.serverPort();
        this.mode = mode;
        this.free = new Semaphore(servers);
    }

    static ProtocolPooler start(TestDatabase database, Mode mode, int servers) {
        return started(database, mode, servers, Set.of());
    }

    /** Starts one that refuses the startup parameters that PgBouncer does not follow, but for one. */
    static ProtocolPooler refusing(TestDatabase database, String ignored) {
        Set<String> refused = new LinkedHashSet<>(List.of("extra_float_digits", "statement_timeout"));
        refused.remove(ignored);
        return started(database, Mode.TRANSACTION, 2, refused);
    }

    private static ProtocolPooler started(TestDatabase database, Mode mode, int servers, Set<String> refused) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ProtocolPooler pooler = new ProtocolPooler(listener, database, mode, servers, refused);
            daemon(pooler::accept);
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException closed) {
                // The client, the server or the test has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private record Server(DataInputStream in, DataOutputStream out) {}

    private record Message(byte type, byte[] body) {

        static Message read(DataInputStream in) throws IOException {
            byte type = in.readByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            return new Message(type, body);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }

        boolean is(char kind) {
            return type == kind;
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            open.add(socket);
            daemon(() -> serve(socket, clients.incrementAndGet()));
        }
    }

    private void serve(Socket socket, int number) throws IOException, InterruptedException {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            if (mode == Mode.TRANSACTION || mode == Mode.TURN) {
                lend(startUp(in, out, number));
                transactions(in, out);
            } else {
                session(in, out, number);
            }
        }
    }

    private void session(DataInputStream in, DataOutputStream out, int number)
            throws IOException, InterruptedException {
        free.acquire();
        try {
            exchange(in, out, startUp(in, out, number), number);
        } finally {
            free.release();
        }
    }

    /** Keeps the connection for all clients, if there are too few. */
    private void lend(Server server) throws IOException {
        if (free.tryAcquire()) {
            giveBack(server);
            return;
        }
        new Message((byte) 'X', new byte[0]).write(server.out());
        server.out().flush();
    }

    private void transactions(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        while (true) {
            Message first = Message.read(in);
            if (first.is('X')) {
                return;
            }
            Server server = idle.takeFirst();
            if (transaction(first, in, out, server)) {
                giveBack(server);
            } else {
                free.release();
            }
        }
    }

    private void giveBack(Server server) {
        if (mode == Mode.TURN) {
            idle.addLast(server);
        } else {
            idle.addFirst(server);
        }
    }

    /** Whether the server can be used by another client afterwards. */
    private static boolean transaction(Message first, DataInputStream in, DataOutputStream out, Server server)
            throws IOException {
        Message message = first;
        while (true) {
            message.write(server.out());
            if ((message.is('Q') || message.is('S')) && answer(server, out) == 'I') {
                return true;
            }
            try {
                message = Message.read(in);
            } catch (EOFException gone) {
                return false;
            }
            if (message.is('X')) {
                return false;
            }
        }
    }

    private void exchange(DataInputStream in, DataOutputStream out, Server server, int number) throws IOException {
        while (true) {
            Message message = Message.read(in);
            (mode == Mode.RENAMING ? renamed(message, number) : message).write(server.out());
            if (message.is('X')) {
                server.out().flush();
                return;
            }
            if (message.is('Q') || message.is('S')) {
                answer(server, out);
            }
        }
    }

    /** Gives the client all until the server is ready, and tells in what state. */
    private static byte answer(Server server, DataOutputStream out) throws IOException {
        server.out().flush();
        Message message = Message.read(server.in());
        while (!message.is('Z')) {
            message.write(out);
            message = Message.read(server.in());
        }
        message.write(out);
        out.flush();
        return message.body()[0];
    }

    private static Message renamed(Message message, int number) {
        String text = new String(message.body(), StandardCharsets.ISO_8859_1);
        boolean bind = message.is('B');
        if (!bind && !message.is('P')) {
            return message;
        }
        int at = bind ? text.indexOf('\0') + 1 : 0;
        if (text.charAt(at) == '\0') {
            return message;
        }
        String changed = text.substring(0, at) + "POOLER_" + number + "_" + text.substring(at);
        return new Message(message.type(), changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Server startUp(DataInputStream in, DataOutputStream out, int number) throws IOException {
        byte[] startup = packet(in);
        while (ByteBuffer.wrap(startup).getInt() == SSL_REQUEST) {
            out.write('N');
            out.flush();
            startup = packet(in);
        }
        refuse(new String(startup, StandardCharsets.UTF_8), out);
        Socket socket = new Socket(host, serverPort);
        open.add(socket);
        Server server = new Server(
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
        server.out().writeInt(startup.length + 4);
        server.out().write(startup);
        server.out().flush();
        authenticate(in, out, server, number);
        return server;
    }

    private void refuse(String startup, DataOutputStream out) throws IOException {
        for (String parameter : refused) {
            if (startup.contains(parameter)) {
                String error = "SFATAL\0C08P01\0Munsupported startup parameter: " + parameter + "\0\0";
                new Message((byte) 'E', error.getBytes(StandardCharsets.UTF_8)).write(out);
                out.flush();
                throw new EOFException(parameter);
            }
        }
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return body;
    }

    private static void authenticate(DataInputStream in, DataOutputStream out, Server server, int number)
            throws IOException {
        Message message = Message.read(server.in());
        while (!message.is('Z')) {
            madeUp(message, number).write(out);
            out.flush();
            if (message.is('E')) {
                throw new EOFException("the server refused the connection");
            }
            if (message.is('R') && wantsAnswer(ByteBuffer.wrap(message.body()).getInt())) {
                Message.read(in).write(server.out());
                server.out().flush();
            }
            message = Message.read(server.in());
        }
        message.write(out);
        out.flush();
    }

    /** All but "ok" and the last word of SASL. */
    private static boolean wantsAnswer(int authentication) {
        return authentication != 0 && authentication != 12;
    }

    /** The key for cancel requests is the pooler's own, as no connection to the server is the client's. */
    private static Message madeUp(Message message, int number) {
        return message.is('K')
                ? new Message(
                        message.type(),
                        ByteBuffer.allocate(8).putInt(-number).putInt(7).array())
                : message;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
