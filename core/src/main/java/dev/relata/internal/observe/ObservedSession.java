package dev.relata.internal.observe;

import dev.relata.metamodel.Attribute;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.query.Iteration;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.SameKeys;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SetLinks;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A session whose requests listeners see. */
class ObservedSession implements Session {

    private final Session session;
    private final RequestNotifier told;

    ObservedSession(Session session, RequestNotifier told) {
        this.session = session;
        this.told = told;
    }

    @Override
    public final Flux<@Nullable Object[]> select(Select select) {
        KeyBatch batch = select.batch();
        List<List<Object>> keys = batch == null ? List.of() : batch.keys();
        return told.rows(select.label(), Operation.SELECT, keys, session.select(select));
    }

    @Override
    public final Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return told.rows(select.label(), Operation.STREAM, List.of(), session.stream(select, iteration));
    }

    /** A request for no rows, and so not told. */
    @Override
    public final Flux<Integer> same(SameKeys keys) {
        return session.same(keys);
    }

    @Override
    public final Flux<@Nullable Object[]> insert(Insert insert) {
        return told.rows(insert.label(), Operation.INSERT, List.of(), session.insert(insert));
    }

    @Override
    public final Mono<Long> update(Update update) {
        return told.count(update.label(), Operation.UPDATE, session.update(update));
    }

    @Override
    public final Mono<Long> update(UpdateRows update) {
        return told.count(update.label(), Operation.UPDATE, session.update(update));
    }

    @Override
    public final Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return told.rows(update.label(), Operation.UPDATE, List.of(), session.changed(update, returning));
    }

    @Override
    public final Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return told.rows(update.label(), Operation.UPDATE, List.of(), session.changed(update, returning));
    }

    @Override
    public final Mono<Void> update(Updates updates) {
        long parts = updates.parts().size();
        return told.count(
                        updates.label(),
                        Operation.UPDATE,
                        session.update(updates).thenReturn(parts))
                .then();
    }

    @Override
    public final Mono<Long> delete(Delete delete) {
        return told.count(delete.label(), Operation.DELETE, session.delete(delete));
    }

    @Override
    public final Mono<Long> set(SetLinks links) {
        return told.count(links.label(), Operation.UPDATE, session.set(links));
    }

    @Override
    public final Mono<Set<String>> views(Set<String> tables) {
        return session.views(tables);
    }

    /** Requests for rows alone are told. */
    @Override
    public final Mono<Void> createSchema(SchemaPart part) {
        return session.createSchema(part);
    }

    @Override
    public final Flux<SchemaDifference> compareSchema() {
        return session.compareSchema();
    }
}
