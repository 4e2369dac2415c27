package dev.relata.mongo.internal.exec;

import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.spi.stream.SerialQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** A session of somebody else's, whose transaction stores share: their commands run one at a time. Thread-safe. */
public final class JoinedSession {

    private final ClientSession session;
    private final SerialQueue turns = new SerialQueue();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Makes one; nothing is sent.
     *
     * @param session the session, in a transaction
     */
    public JoinedSession(ClientSession session) {
        this.session = session;
    }

    SerialQueue turns() {
        return turns;
    }

    ClientSession session() {
        return session;
    }

    /** After the transaction the driver would carry out a command outside any. */
    boolean over() {
        return ended.get() || !session.hasActiveTransaction();
    }

    /**
     * Waits for the commands before.
     *
     * @return completes when they have ended
     */
    public Mono<Void> drain() {
        return turns.runToItsEnd(Mono::empty);
    }

    /**
     * Refuses later commands and waits for the one that runs.
     *
     * @return completes when nothing is under way
     */
    public Mono<Void> end() {
        return Mono.defer(() -> {
            ended.set(true);
            return drain();
        });
    }
}
