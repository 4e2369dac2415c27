package dev.relata.internal.batch;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Iteration;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A session whose writes make the scope of their subscriber forget what they may have changed: before their answer is told,
 * and also where they fail or are cancelled, for then nobody knows.
 */
class ScopedSession implements Session {

    private final Session session;
    private final Scopes scopes;

    ScopedSession(Session session, Scopes scopes) {
        this.session = session;
        this.scopes = scopes;
    }

    /** Called with every write. */
    void wrote() {}

    @Override
    public final Flux<@Nullable Object[]> select(Select select) {
        return session.select(select);
    }

    @Override
    public final Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return session.stream(select, iteration);
    }

    @Override
    public final Flux<Integer> same(SameKeys keys) {
        return session.same(keys);
    }

    @Override
    public final Flux<@Nullable Object[]> insert(Insert insert) {
        return changing(scopes.refusals().of(insert, session.insert(insert)), insert.type());
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

    @Override
    public final Mono<Long> update(Update update) {
        return changing(
                scopes.refusals().of(update, session.update(update)),
                update.query().type());
    }

    @Override
    public final Mono<Long> update(UpdateRows update) {
        return changing(scopes.refusals().of(update, session.update(update)), update.type());
    }

    @Override
    public final Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return changing(
                scopes.refusals().of(update, session.changed(update, returning)),
                update.query().type());
    }

    @Override
    public final Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return changing(scopes.refusals().of(update, session.changed(update, returning)), update.type());
    }

    private Flux<@Nullable Object[]> changing(Flux<@Nullable Object[]> write, EntityType<?> type) {
        return Flux.deferContextual(context -> {
            wrote();
            BatchScope scope = scopes.find(context);
            return scope == null ? write : watched(write, () -> scope.changed(type));
        });
    }

    private Mono<Long> changing(Mono<Long> write, EntityType<?> type) {
        return Mono.deferContextual(context -> {
            wrote();
            BatchScope scope = scopes.find(context);
            return scope == null ? write : watched(write, () -> scope.changed(type));
        });
    }

    @Override
    public final Mono<Void> update(Updates updates) {
        return changingAny(scopes.refusals().of(updates, session.update(updates)));
    }

    /** The database may delete or change rows of any type with it. */
    @Override
    public final Mono<Long> delete(Delete delete) {
        return changingAny(session.delete(delete));
    }

    @Override
    public final Mono<Long> set(SetLinks links) {
        return changingAny(session.set(links));
    }

    private <R> Mono<R> changingAny(Mono<R> write) {
        return Mono.deferContextual(context -> {
            wrote();
            BatchScope scope = scopes.find(context);
            return scope == null ? write : watched(write, scope::changed);
        });
    }

    @Override
    public final Mono<Set<String>> views(Set<String> tables) {
        return session.views(tables);
    }

    @Override
    public final Mono<Void> createSchema(SchemaPart part) {
        return session.createSchema(part);
    }

    @Override
    public final Flux<SchemaDifference> compareSchema() {
        return session.compareSchema();
    }

    static <R> Mono<R> watched(Mono<R> write, Runnable changed) {
        return write.doOnTerminate(changed).doOnCancel(changed);
    }
}
