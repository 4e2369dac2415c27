package dev.relata.mongo;

import com.mongodb.MongoException;
import dev.relata.error.RelataException;
import dev.relata.mongo.internal.exec.Errors;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.ConflictRetry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/** The transactions of a framework as one open store takes part in them. */
final class JoinedTransactions implements AmbientTransactions {

    private static final String LABEL = "transaction";

    private final ExternalTransactions external;
    private final StoreSession.Shared shared;

    JoinedTransactions(ExternalTransactions external, StoreSession.Shared shared) {
        this.external = external;
        this.shared = shared;
    }

    @Override
    public @Nullable AmbientTransaction current(ContextView context) {
        ExternalTransaction found = external.current(context);
        return found == null ? null : found.of(this, this::join);
    }

    private AmbientTransaction join(ExternalTransaction transaction) {
        return new AmbientTransaction(new JoinedTransaction(shared, transaction), transaction.options());
    }

    @Override
    public long commits() {
        return external.commits();
    }

    @Override
    public boolean begins() {
        return external.begins();
    }

    /** No index can be created while a transaction has the collection open. */
    @Override
    public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        Flux<R> run = Flux.defer(() -> {
            AtomicReference<@Nullable Throwable> ofPipeline = new AtomicReference<>();
            return external.begin(pipeline.doOnError(ofPipeline::set), options)
                    .onErrorMap(error -> error != ofPipeline.get(), JoinedTransactions::ofEnds);
        });
        return options.readOnly() ? run : shared.indexes().allReady().thenMany(run);
    }

    /** Returns an error of the beginning or of the commit as that of a transaction of the store's own would be. */
    private static Throwable ofEnds(Throwable error) {
        MongoException driver = ofDriver(error);
        return driver == null ? error : Errors.of(LABEL, driver);
    }

    @Override
    public boolean isConflict(Throwable error) {
        return ConflictRetry.isConflict(ofEnds(error));
    }

    private static @Nullable MongoException ofDriver(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof MongoException)) {
            // Errors of Relata show a stand-in of their cause.
            cause = cause instanceof RelataException known ? known.originalCause() : cause.getCause();
        }
        return (MongoException) cause;
    }
}
