package dev.relata.mongo.internal.exec;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.SerialQueue;
import dev.relata.spi.stream.StatementReports;
import dev.relata.spi.stream.TransactionRunner;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A database, what its server can do, and sessions with it. Thread-safe. */
public final class MongoServer {

    /** As the driver's specification of its convenient API for transactions has it. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    /** A whole transaction, where it met another one or its server went away. */
    static final Retry CONFLICTS = ConflictRetry.withPauses(PATIENCE, ConflictRetry::isConflict);

    private static final int COMMAND_NOT_FOUND = 59;

    private final MongoDatabase database;
    private final @Nullable MongoClient client;
    private final Commands direct;
    private final AtomicReference<@Nullable Topology> known = new AtomicReference<>();

    /**
     * Makes one; nothing is sent.
     *
     * @param database the database
     * @param client its client, or null where there is none to begin sessions with
     * @param reports the reports of what is sent
     */
    public MongoServer(MongoDatabase database, @Nullable MongoClient client, StatementReports reports) {
        this.database = database;
        this.client = client;
        this.direct = Commands.direct(database, reports);
    }

    /**
     * Returns the commands outside any transaction.
     *
     * @return the commands
     */
    public Commands direct() {
        return direct;
    }

    /**
     * Tells whether sessions can begin at all.
     *
     * @return false where only a database was given
     */
    public boolean hasClient() {
        return client != null;
    }

    /**
     * Returns the topology that the server has reported.
     *
     * @return the topology, or null if the server has not been contacted yet
     */
    public @Nullable Topology known() {
        return known.get();
    }

    /**
     * Asks the server what it is, once.
     *
     * @return its answer, from memory once it is known
     */
    public Mono<Topology> topology() {
        return Mono.defer(() -> {
            Topology already = known.get();
            return already == null ? hello() : Mono.just(already);
        });
    }

    private Mono<Topology> hello() {
        Mono<BsonDocument> sent = ask("hello")
                .onErrorResume(
                        error -> error instanceof MongoCommandException command
                                && command.getErrorCode() == COMMAND_NOT_FOUND,
                        error -> ask("isMaster"));
        return direct.control("hello", "db.runCommand({hello: 1})", sent)
                .map(Topology::of)
                .doOnNext(known::set);
    }

    /** By its older name on servers before 4.4. */
    private Mono<BsonDocument> ask(String command) {
        return Mono.from(database.runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class));
    }

    /**
     * Tells whether several documents can change whole or not at all.
     *
     * @return true where the server has transactions and there is a client to begin them
     */
    public Mono<Boolean> transactions() {
        return topology().map(topology -> hasClient() && topology.transactions());
    }

    /**
     * Begins a transaction.
     *
     * @return the transaction, in a session of its own
     */
    public Mono<SessionTransaction> begin() {
        return session(ClientSessionOptions.builder().build())
                .map(session -> SessionTransaction.begin(session, direct))
                .onErrorMap(error -> Errors.of("transaction", error));
    }

    /**
     * Takes part in a transaction of somebody else's.
     *
     * @param session the session, in a transaction
     * @return the commands in it
     */
    public Commands join(JoinedSession session) {
        return direct.in(session);
    }

    private Mono<ClientSession> session(ClientSessionOptions options) {
        MongoClient sessions = client;
        return sessions == null
                ? Mono.error(new IllegalStateException("no client to begin a session with"))
                : Mono.from(sessions.startSession(options));
    }

    /**
     * Does work in a transaction of its own, from its beginning again where it met another one. The work must stand for
     * itself.
     *
     * @param work what to do; may be done more than once, and is undone in between
     * @param <R> what it answers
     * @return its answer, after the commit
     */
    public <R> Mono<R> inOne(Function<? super Commands, ? extends Mono<R>> work) {
        return repeated(new TransactionRunner<>(begin(), SessionTransaction::commit, SessionTransaction::rollback)
                .one(transaction -> work.apply(transaction.commands())));
    }

    /**
     * Does work in a transaction of its own again where it met another one.
     *
     * @param transaction the work; undone where it failed
     * @param <R> what it answers
     * @return its answer
     */
    public <R> Mono<R> repeated(Mono<R> transaction) {
        return transaction.retryWhen(CONFLICTS);
    }

    /**
     * Reads in a session that sees one moment, where the server has such; else as it is.
     *
     * @param work what to read
     * @param <R> what it answers
     * @return its answer
     */
    public <R> Flux<R> snapshot(Function<? super Commands, ? extends Flux<R>> work) {
        return Flux.defer(() -> {
            if (client == null) {
                return work.apply(direct);
            }
            Topology already = known.get();
            return already == null
                    ? topology().flatMapMany(topology -> snapshot(topology, work))
                    : snapshot(already, work);
        });
    }

    private <R> Flux<R> snapshot(Topology topology, Function<? super Commands, ? extends Flux<R>> work) {
        return topology.snapshots() ? inSnapshot(work) : work.apply(direct);
    }

    /** The session is closed in a turn: what is under way at cancel needs it until it ends, as does closing a cursor. */
    private <R> Flux<R> inSnapshot(Function<? super Commands, ? extends Flux<R>> work) {
        return Flux.defer(() -> {
            SerialQueue turns = new SerialQueue();
            return Flux.usingWhen(
                    session(ClientSessionOptions.builder().snapshot(true).build())
                            .onErrorMap(error -> Errors.of("snapshot", error)),
                    session -> work.apply(direct.in(session, turns)),
                    // Its end cannot change what was read.
                    session -> turns.runToItsEnd(() -> Mono.fromRunnable(session::close))
                            .onErrorComplete()
                            .then());
        });
    }
}
