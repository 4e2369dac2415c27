package dev.relata.r2dbc;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.TransactionOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/** The transactions of a framework as one open store takes part in them. */
final class JoinedTransactions implements AmbientTransactions {

    private static final String LABEL = "transactional";

    private final ExternalTransactions external;
    private final OwnWritesKey ownWrites;
    private final SqlClient client;
    private final StoreSession direct;

    JoinedTransactions(ExternalTransactions external, OwnWritesKey ownWrites, SqlClient client, StoreSession direct) {
        this.external = external;
        this.ownWrites = ownWrites;
        this.client = client;
        this.direct = direct;
    }

    @Override
    public @Nullable AmbientTransaction current(ContextView context) {
        ExternalTransaction found = external.current(context);
        return found == null
                ? null
                : found.of(
                        this,
                        joined -> new AmbientTransaction(new StoreTransaction(joined, direct), found.options()),
                        client);
    }

    /** Notes for a context that the framework's transaction may have written. */
    void wrote(ContextView context) {
        ownWrites.reachedUnknown(context);
    }

    @Override
    public long commits() {
        return external.commits();
    }

    @Override
    public boolean begins() {
        return external.begins();
    }

    @Override
    public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        return Flux.defer(() -> {
            AtomicBoolean begun = new AtomicBoolean();
            AtomicReference<@Nullable Throwable> ofPipeline = new AtomicReference<>();
            Flux<R> watched = pipeline.doFirst(() -> begun.set(true)).doOnError(ofPipeline::set);
            return external.begin(watched, options)
                    .onErrorMap(error -> error != ofPipeline.get(), error -> ofEnds(error, begun.get()));
        });
    }

    /** Returns an error of the beginning or of the commit as that of a transaction of the store's own would be. */
    private Throwable ofEnds(Throwable error, boolean begun) {
        RelataException known = known(error);
        if (known != null) {
            return known;
        }
        Throwable driver = Errors.ofDriver(error);
        if (driver == null) {
            return error;
        }
        return begun ? client.errors().commit(LABEL, driver) : client.errors().acquire(LABEL, driver, 0, 0);
    }

    /** What failed before the commit, such as a statement that is waited for, is not an error of the commit. */
    private static @Nullable RelataException known(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof RelataException)) {
            cause = cause.getCause();
        }
        return (RelataException) cause;
    }

    @Override
    public boolean isConflict(Throwable error) {
        return client.errors().isConflict(error);
    }
}
