package dev.relata.internal.engine;

import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.query.LinkKey;
import dev.relata.query.Orphans;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links of a junction without a record, read as the two keys. */
final class OrphanLinks implements Orphans<LinkKey> {

    private final Orphans<@Nullable Object[]> rows;
    private final Supplier<Junction> junction;

    OrphanLinks(Orphans<@Nullable Object[]> rows, Supplier<Junction> junction) {
        this.rows = rows;
        this.junction = junction;
    }

    @Override
    public Flux<LinkKey> all() {
        return rows.all().map(this::key);
    }

    @Override
    public Flux<LinkKey> iterate() {
        return rows.iterate().map(this::key);
    }

    private LinkKey key(@Nullable Object[] row) {
        return new LinkKey(
                values(row, junction.get().ownerColumns()),
                values(row, junction.get().targetColumns()));
    }

    private static List<Object> values(@Nullable Object[] row, List<Attribute> columns) {
        return Ids.ofRow(columns.stream().map(column -> row[column.index()]).toArray());
    }

    @Override
    public Mono<Long> count() {
        return rows.count();
    }

    @Override
    public Mono<Long> delete() {
        return rows.delete();
    }

    @Override
    public Mono<Long> setNull() {
        return rows.setNull();
    }
}
