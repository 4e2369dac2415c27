package dev.relata.mongo;

import dev.relata.error.RefusedException;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.mongo.internal.exec.MongoServer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Requests outside any transaction: a write of more than one document gets a transaction of its own. */
final class AutocommitSession extends StoreSession {

    AutocommitSession(Shared shared) {
        super(shared, null);
    }

    @Override
    <R> Mono<R> write(String label, boolean single, Function<Commands, Mono<R>> write) {
        MongoServer server = shared().server();
        if (single) {
            return write.apply(server.direct());
        }
        return server.transactions()
                .flatMap(there -> there
                        ? shared().indexes().allReady().then(server.inOne(write))
                        : withoutTransaction(shared(), label, write));
    }

    /** Sends several documents as far as they get, or refuses to. */
    static <R> Mono<R> withoutTransaction(Shared shared, String label, Function<Commands, Mono<R>> write) {
        return shared.atomicity() == Atomicity.BEST_EFFORT
                ? write.apply(shared.server().direct())
                : Mono.error(refused(label, shared.server()));
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
