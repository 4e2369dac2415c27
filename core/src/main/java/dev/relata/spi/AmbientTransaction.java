package dev.relata.spi;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transaction that a framework has begun and will end, as one open store takes part in it. The object is the identity of the
 * transaction: {@link AmbientTransactions#current} returns the same one as long as the transaction lasts. Thread-safe.
 */
public final class AmbientTransaction {

    private final Transaction requests;
    private final TransactionOptions options;
    private final AtomicReference<@Nullable Participant> participant = new AtomicReference<>();

    /** What takes part in the transaction, and learns of its end. */
    @FunctionalInterface
    public interface Participant {

        /**
         * Called after the commit or the rollback.
         *
         * @return completes when the participant has let go of what it knows of the transaction; never an error
         */
        Mono<Void> ended();
    }

    /**
     * Makes the transaction.
     *
     * @param requests where requests and transactions inside go; its commit and rollback are never called
     * @param options the isolation, null for the default of the store, and whether the transaction only reads
     */
    public AmbientTransaction(Transaction requests, TransactionOptions options) {
        this.requests = requests;
        this.options = options;
    }

    /**
     * Returns where requests go.
     *
     * @return the transaction, which its framework ends
     */
    public Transaction requests() {
        return requests;
    }

    /**
     * Returns how the transaction runs.
     *
     * @return isolation and read-only
     */
    public TransactionOptions options() {
        return options;
    }

    /**
     * Returns what takes part in the transaction, which core makes at the first call.
     *
     * @param first makes it; may run more than once where threads meet
     * @return the same participant each time
     */
    public Participant join(Supplier<? extends Participant> first) {
        Participant joined = participant.get();
        if (joined != null) {
            return joined;
        }
        Participant made = first.get();
        Participant before = participant.compareAndExchange(null, made);
        return before == null ? made : before;
    }

    /**
     * Notes that the transaction has ended, whether by a commit or by a rollback: the batch scope of the subscriber forgets what it
     * has read, since others may have written in the transaction too.
     *
     * @return completes when that is done; never an error
     */
    public Mono<Void> ended() {
        return Mono.defer(() -> {
            Participant joined = participant.get();
            return joined == null ? Mono.empty() : joined.ended();
        });
    }
}
