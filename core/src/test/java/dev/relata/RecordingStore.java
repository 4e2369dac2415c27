package dev.relata;

import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import dev.relata.spi.Capability;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store that writes down what it is asked and answers selects by a function. An insert answers what it was
 * given, an update and a delete answer 1.
 */
public final class RecordingStore implements Store, Store.Open, Transaction {

    private final List<Object> requests = new ArrayList<>();
    private final Function<Select, List<@Nullable Object[]>> answer;

    public RecordingStore(Function<Select, List<@Nullable Object[]>> answer) {
        this.answer = answer;
    }

    /** What was asked, in order: the requests, and {@code "begin"}, {@code "commit"}, {@code "rollback"}. */
    public List<Object> requests() {
        return requests;
    }

    @Override
    public Open open(Model model) {
        return this;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public RecordingStore direct() {
        return this;
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return Mono.fromSupplier(() -> noted("begin"));
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.fromSupplier(() -> noted("nested"));
    }

    @Override
    public Mono<Void> commit() {
        return Mono.fromRunnable(() -> requests.add("commit"));
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.fromRunnable(() -> requests.add("rollback"));
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return Flux.defer(() -> {
            requests.add(select);
            return Flux.fromIterable(answer.apply(select));
        });
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return select(select);
    }

    @Override
    public Flux<Integer> same(SameKeys keys) {
        return Flux.range(0, keys.keys().size());
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return Flux.defer(() -> {
            requests.add(insert);
            return Flux.fromIterable(insert.rows()).map(row -> stored(insert, row));
        });
    }

    private static @Nullable Object[] stored(Insert insert, @Nullable Object[] row) {
        @Nullable Object[] stored = new @Nullable Object[insert.returning().size()];
        for (int i = 0; i < stored.length; i++) {
            int given = insert.columns().indexOf(insert.returning().get(i));
            stored[i] = given < 0 ? null : row[given];
        }
        return stored;
    }

    @Override
    public Mono<Long> update(Update update) {
        return Mono.fromSupplier(() -> count(update));
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return Mono.fromSupplier(() -> count(update));
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return Mono.fromRunnable(() -> count(updates));
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return Mono.fromSupplier(() -> count(delete));
    }

    private long count(Object request) {
        requests.add(request);
        return 1;
    }

    private Transaction noted(String what) {
        requests.add(what);
        return this;
    }
}
