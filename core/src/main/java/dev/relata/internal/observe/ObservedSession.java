package dev.relata.internal.observe;

import dev.relata.metamodel.Attribute;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.NativeStatement;
import dev.relata.spi.RowTarget;
import dev.relata.spi.SameKeys;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.SetLinks;
import dev.relata.spi.SourceFile;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A session that notifies listeners of the start and the end of each request for rows. */
public final class ObservedSession implements Session {

    private final Session session;
    private final Listeners listeners;

    private ObservedSession(Session session, Listeners listeners) {
        this.session = session;
        this.listeners = listeners;
    }

    /**
     * Puts listeners before a session.
     *
     * @param session the session
     * @param listeners are notified
     * @return the session to use: the same one if there are no listeners
     */
    public static Session of(Session session, Listeners listeners) {
        return listeners.isEmpty() ? session : new ObservedSession(session, listeners);
    }

    private RequestNotifier request(String relationship, Operation operation) {
        return new RequestNotifier(listeners, relationship, operation, List.of(), false);
    }

    private RequestNotifier request(Select select, Operation operation) {
        KeyBatch batch = select.batch();
        List<List<Object>> keys = batch == null ? List.of() : batch.keys();
        return new RequestNotifier(
                listeners, select.label(), operation, keys, select.query().limit() != null);
    }

    @Override
    public boolean isExclusive() {
        return session.isExclusive();
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return request(select, Operation.SELECT).rows(session.select(select));
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return request(select, Operation.STREAM).rows(session.stream(select, iteration));
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return request(select, Operation.STREAM).rows(session.stream(select, iteration, target));
    }

    /** A request for no rows, and so not requests. */
    @Override
    public Flux<Integer> same(SameKeys keys) {
        return session.same(keys);
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return request(insert.label(), Operation.INSERT).rows(session.insert(insert));
    }

    @Override
    public Mono<Long> update(Update update) {
        return request(update.label(), Operation.UPDATE).count(session.update(update));
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return request(update.label(), Operation.UPDATE).count(session.update(update));
    }

    @Override
    public Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return request(update.label(), Operation.UPDATE).rows(session.changed(update, returning));
    }

    @Override
    public Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return request(update.label(), Operation.UPDATE).rows(session.changed(update, returning));
    }

    @Override
    public Mono<Void> update(Updates updates) {
        long parts = updates.parts().size();
        return request(updates.label(), Operation.UPDATE)
                .count(session.update(updates).thenReturn(parts))
                .then();
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return request(delete.label(), Operation.DELETE).count(session.delete(delete));
    }

    @Override
    public Mono<Long> set(SetLinks links) {
        return request(links.label(), Operation.UPDATE).count(session.set(links));
    }

    /** A request for no rows, and so not requests. */
    @Override
    public Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return session.explain(select, iteration, how);
    }

    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        Operation operation = statement.writes() ? Operation.UPDATE : Operation.SELECT;
        return request(statement.label(), operation).rows(session.rows(statement));
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return request(statement.label(), Operation.STREAM).rows(session.stream(statement, iteration));
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return request(statement.label(), Operation.UPDATE).count(session.count(statement));
    }

    @Override
    public Mono<Set<String>> views(Set<String> tables) {
        return session.views(tables);
    }

    /** Requests for rows alone are requests. */
    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return session.createSchema(part);
    }

    @Override
    public Flux<SchemaDifference> compareSchema() {
        return session.compareSchema();
    }

    @Override
    public Flux<String> missingSchema(SchemaFilter filter) {
        return session.missingSchema(filter);
    }

    @Override
    public Flux<SourceFile> records(String packageName, SchemaFilter filter) {
        return session.records(packageName, filter);
    }
}
