package dev.relata.r2dbc.tenants;

import dev.relata.metamodel.Attribute;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The requests of a {@link TenantStore}, each with its tenant. */
class TenantSession implements Session {

    final TenantRequests requests;
    private final Session session;

    TenantSession(Session session, TenantRequests requests) {
        this.session = session;
        this.requests = requests;
    }

    @Override
    public boolean isExclusive() {
        return session.isExclusive();
    }

    @Override
    public Flux<@Nullable Object[]> select(Select select) {
        return session.select(requests.select(select));
    }

    @Override
    public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
        return session.stream(requests.select(select), iteration);
    }

    @Override
    public <R> Flux<R> stream(Select select, Iteration iteration, RowTarget<R> target) {
        return session.stream(requests.select(select), iteration, target);
    }

    @Override
    public Flux<Integer> same(SameKeys keys) {
        return session.same(requests.same(keys));
    }

    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        Flux<@Nullable Object[]> rows = session.insert(requests.insert(insert));
        return insert.positioned() ? rows.map(row -> Arrays.copyOf(row, row.length - 1)) : rows;
    }

    @Override
    public Mono<Long> update(Update update) {
        return session.update(requests.update(update));
    }

    @Override
    public Mono<Long> update(UpdateRows update) {
        return session.update(requests.update(update));
    }

    @Override
    public Flux<@Nullable Object[]> changed(Update update, List<Attribute> returning) {
        return session.changed(requests.update(update), returning);
    }

    @Override
    public Flux<@Nullable Object[]> changed(UpdateRows update, List<Attribute> returning) {
        return session.changed(requests.update(update), returning);
    }

    @Override
    public Mono<Void> update(Updates updates) {
        return session.update(requests.update(updates));
    }

    @Override
    public Mono<Long> delete(Delete delete) {
        return session.delete(requests.delete(delete));
    }

    @Override
    public Mono<Long> set(SetLinks links) {
        return session.set(links);
    }

    @Override
    public Mono<ExplainedStatement> explain(Select select, @Nullable Iteration iteration, Explain how) {
        return session.explain(requests.select(select), iteration, how);
    }

    @Override
    public Flux<@Nullable Object[]> rows(NativeStatement statement) {
        return session.rows(statement);
    }

    @Override
    public Flux<@Nullable Object[]> stream(NativeStatement statement, Iteration iteration) {
        return session.stream(statement, iteration);
    }

    @Override
    public Mono<Long> count(NativeStatement statement) {
        return session.count(statement);
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
}
