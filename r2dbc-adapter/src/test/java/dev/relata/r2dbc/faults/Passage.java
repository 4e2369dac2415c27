package dev.relata.r2dbc.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** Bytes on their way through the proxy, and the connection that they are on. Used by one thread. */
public final class Passage {

    private final ProxiedConnection connection;
    private final Direction direction;
    private final long before;
    private byte[] bytes;

    Passage(ProxiedConnection connection, Direction direction, long before, byte[] bytes) {
        this.connection = connection;
        this.direction = direction;
        this.before = before;
        this.bytes = bytes;
    }

    /** Returns the direction of the bytes. */
    public Direction direction() {
        return direction;
    }

    /** Returns how many bytes came before these since the proxy was armed, in this direction. */
    public long before() {
        return before;
    }

    /** Returns the bytes that have not passed yet. */
    public byte[] bytes() {
        return bytes;
    }

    /** Lets all of them pass. */
    public void pass() throws IOException {
        pass(bytes);
        bytes = new byte[0];
    }

    /** Lets the first of them pass. */
    void passFirst(int count) throws IOException {
        pass(Arrays.copyOf(bytes, count));
        bytes = Arrays.copyOfRange(bytes, count, bytes.length);
    }

    /** Sends bytes on. */
    void pass(byte[] part) throws IOException {
        if (part.length > 0) {
            Socket to = connection.to(direction);
            to.getOutputStream().write(part);
            to.getOutputStream().flush();
        }
    }

    /** Ends both sides. */
    void cut(boolean reset) throws IOException {
        connection.cut(reset);
    }

    /** Closes the side of the driver; the other side stays as it is. */
    void closeClient() throws IOException {
        connection.stop();
        connection.client().close();
    }

    /** Tells the other side that nothing more comes, and reads no more. */
    void finish() throws IOException {
        connection.to(direction).shutdownOutput();
        connection.stop();
    }

    /** From here on all that is sent on this connection is read and thrown away. */
    void swallowOne() {
        connection.swallow();
    }

    /** From here on all that is sent is read and thrown away, on every connection there is. */
    void swallow() {
        connection.swallowAll();
    }
}
