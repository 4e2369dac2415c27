package dev.relata.internal.scope;

import dev.relata.internal.write.RejectedValues;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Iteration;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A session whose writes make the batch scope of their subscriber forget what they may have changed: before the answer is
 * emitted, and also where the write fails or is cancelled, since its outcome is then unknown. Errors name the property and
 * the row that the store refused.
 */
final class ScopedSession implements Session {

    private final Session session;
    private final ScopeKey scopes;
    private final RejectedValues refusals;
    private final Runnable wrote;

    /**
     * Puts the effects on scopes before a session.
     *
     * @param session the session
     * @param scopes finds the scope of a subscriber
     * @param refusals names the property and the row that the store refused
     * @param wrote run with each subscription to a write
     */
    ScopedSession(Session session, ScopeKey scopes, RejectedValues refusals, Runnable wrote) {
        this.session = session;
        this.scopes = scopes;
        this.refusals = refusals;
        this.wrote = wrote;
    }

    @Override
    public boolean isExclusive() {
        return session.isExclusive();
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return session.select(select);
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return session.stream(select, iteration);
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return session.stream(select, iteration, target);
    }

    @Override
    public Flux<Integer> same(SameKeys keys) {
        return session.same(keys);
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return changing(refusals.of(insert, session.insert(insert)), insert.type());
    }

    @Override
    public Mono<Long> update(Update update) {
        return changing(
                refusals.of(update, session.update(update)), update.query().type());
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return changing(refusals.of(update, session.update(update)), update.type());
    }

    @Override
    public Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return changing(
                refusals.of(update, session.changed(update, returning)),
                update.query().type());
    }

    @Override
    public Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return changing(refusals.of(update, session.changed(update, returning)), update.type());
    }

    private Flux<@Nullable Object[]> changing(Flux<@Nullable Object[]> write, @Nullable EntityType<?> type) {
        return Flux.deferContextual(context -> {
            wrote.run();
            Scope scope = scopes.find(context);
            return scope == null ? write : watched(write, () -> forget(scope, type));
        });
    }

    /** Forgets rows of a type, or of any type if that is null. */
    private <R> Mono<R> changing(Mono<R> write, @Nullable EntityType<?> type) {
        return Mono.deferContextual(context -> {
            wrote.run();
            Scope scope = scopes.find(context);
            return scope == null ? write : watched(write, () -> forget(scope, type));
        });
    }

    private static void forget(Scope scope, @Nullable EntityType<?> type) {
        if (type == null) {
            scope.changed();
        } else {
            scope.changed(type);
        }
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return changing(refusals.of(updates, session.update(updates)), null);
    }

    /** The database may delete or change rows of any type with it. */
    @Override
    public Mono<Long> delete(Delete delete) {
        return changing(session.delete(delete), null);
    }

    @Override
    public Mono<Long> set(SetLinks links) {
        return changing(session.set(links), null);
    }

    @Override
    public Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return session.explain(select, iteration, how);
    }

    /** What it writes is not known. */
    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        Flux<@Nullable Object[]> rows = session.rows(statement);
        return statement.writes() ? changing(rows, null) : rows;
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return session.stream(statement, iteration);
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return changing(session.count(statement), null);
    }

    @Override
    public Mono<Set<String>> views(Set<String> tables) {
        return session.views(tables);
    }

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

    private static <R> Flux<R> watched(Flux<R> rows, Runnable changed) {
        AtomicBoolean shown = new AtomicBoolean();
        return rows.doOnNext(row -> {
                    if (shown.compareAndSet(false, true)) {
                        changed.run();
                    }
                })
                .doOnTerminate(changed)
                .doOnCancel(changed);
    }

    static <R> Mono<R> watched(Mono<R> write, Runnable changed) {
        return write.doOnTerminate(changed).doOnCancel(changed);
    }
}
