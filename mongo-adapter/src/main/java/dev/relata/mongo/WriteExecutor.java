package dev.relata.mongo;

import dev.relata.error.RefusedException;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.mongo.internal.exec.IndexKeeper;
import dev.relata.mongo.internal.exec.MongoServer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** How writes are carried out, so that each happens whole or is refused. */
@FunctionalInterface
interface WriteExecutor {

    /**
     * Carries out a write.
     *
     * @param label what for
     * @param single whether it changes one document at the most, which MongoDB does whole by itself
     * @param write the write, in terms of where its commands are sent
     */
    <R> Mono<R> run(String label, boolean single, Function<Commands, Mono<R>> write);

    /** Outside a transaction: one that needs more than one document gets a transaction of its own. */
    static WriteExecutor alone(MongoServer server, IndexKeeper indexes, Atomicity atomicity) {
        return new WriteExecutor() {
            @Override
            public <R> Mono<R> run(String label, boolean single, Function<Commands, Mono<R>> write) {
                if (single) {
                    return write.apply(server.direct());
                }
                return server.transactions().flatMap(there -> {
                    if (there) {
                        return indexes.allReady().then(server.inOne(write));
                    }
                    return atomicity == Atomicity.BEST_EFFORT
                            ? write.apply(server.direct())
                            : Mono.error(refused(label, server));
                });
            }
        };
    }

    /** Inside what would be a transaction, where there are none. */
    static WriteExecutor together(MongoServer server, Atomicity atomicity) {
        return new WriteExecutor() {
            @Override
            public <R> Mono<R> run(String label, boolean single, Function<Commands, Mono<R>> write) {
                return atomicity == Atomicity.BEST_EFFORT
                        ? write.apply(server.direct())
                        : Mono.error(refused(label, server));
            }
        };
    }

    private static RefusedException refused(String label, MongoServer server) {
        String why = server.hasClient()
                ? "this MongoDB server is a standalone one, which has no transactions: run it as a replica set (one member"
                        + " is enough)"
                : "this MongoStore was made from a MongoDatabase, which begins no sessions: use MongoStore.of(client,"
                        + " name)";
        return new RefusedException(label + ": this write needs more than one document, whole or not at all, and " + why
                + ", or build the store with atomicity(BEST_EFFORT). Nothing was written");
    }
}
