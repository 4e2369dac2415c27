package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import dev.relata.query.LinkKey;
import dev.relata.query.Orphans;
import dev.relata.query.Selection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Begins selections. Immutable, thread-safe.
 *
 * @param readers reads them
 * @param writes writes to their rows
 */
public record Selections(SelectionReaders readers, Writes writes) {

    /** All rows of a type, in its default order. */
    public <T> Selection<T> from(Class<T> type) {
        return of(() -> {
            EntityType<T> entity = readers.resolver()
                    .model()
                    .entity(RefusedException.unlessNull(type, "from", "the class of the rows"));
            return new CompiledSelection(entity.name(), FilterResolver.all(entity));
        });
    }

    /**
     * The rows of a source.
     *
     * @param source compiles them, on subscribe
     */
    public <T> Selection<T> of(Supplier<CompiledSelection> source) {
        return new EntitySelection<>(readers, writes, source);
    }

    /** The related rows of an owner that is still to come. */
    public <S, T> Selection<T> ofAwaited(Mono<S> owner, ToMany<S, T> relationship) {
        return new AwaitedSelection<>(owner.map(each -> of(() ->
                BoundRelationship.of(readers.resolver(), each, relationship).selection())));
    }

    /** The owners of a to-one that have a key which points nowhere. */
    public <S> Orphans<S> orphanOwners(Relationship<S, ?> toOne) {
        return orphans(
                toOne,
                resolved -> new OrphanRows.Keys<>(
                        resolved.name(), resolved.owner(), List.of(resolved.association()), resolved.clearableKey()),
                owner -> owner);
    }

    /** The join records with an end that is not there. */
    public <S, J> Orphans<J> orphanLinks(Relationship<S, ?> links) {
        return orphans(links, Selections::<J>ends, record -> record);
    }

    /** The links of a junction without a record, with an end that is not there. */
    public <S> Orphans<LinkKey> orphanPairs(Relationship<S, ?> links) {
        return orphans(
                links,
                Selections::<@Nullable Object[]>ends,
                row -> pair(readers.resolver().relationship(links), row));
    }

    private <S, E, R> Orphans<R> orphans(
            Relationship<S, ?> relationship,
            Function<RelationshipType<S, ?>, OrphanRows.Keys<E>> keys,
            Function<E, R> shown) {
        Supplier<OrphanRows.Keys<E>> source = () -> keys.apply(readers.resolver()
                .relationship(RefusedException.unlessNull(relationship, "orphans", "the relationship")));
        return new OrphanRows<>(readers, writes, source, shown);
    }

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    private static <J> OrphanRows.Keys<J> ends(RelationshipType<?, ?> links) {
        EntityType<J> type = (EntityType<J>) links.junctionOrThrow().type();
        List<Association> ends = List.of(LinkQuery.toLinks(links).flip(), LinkQuery.toTarget(links));
        return new OrphanRows.Keys<>(links.name(), type, ends, List.of());
    }

    private static LinkKey pair(RelationshipType<?, ?> links, @Nullable Object[] row) {
        return new LinkKey(
                values(row, links.junctionOrThrow().ownerColumns()),
                values(row, links.junctionOrThrow().targetColumns()));
    }

    private static List<Object> values(@Nullable Object[] row, List<Attribute> columns) {
        return Ids.values(
                columns, columns.stream().map(column -> row[column.index()]).toList());
    }
}
