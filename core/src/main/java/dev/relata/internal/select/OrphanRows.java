package dev.relata.internal.select;

import dev.relata.error.RequiredRelationshipException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Operator;
import dev.relata.query.Orphans;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows with a key that points nowhere.
 *
 * @param <E> the row that holds the key
 * @param <R> what a user sees of it
 */
final class OrphanRows<E, R> implements Orphans<R> {

    /**
     * The keys of a row that are checked.
     *
     * @param label the name for messages
     * @param type the row's type
     * @param ways the ways from the row to the rows that it refers to
     * @param clearable the attributes that may be set to null
     */
    record Keys<E>(String label, EntityType<E> type, List<Association> ways, List<Attribute> clearable) {

        /** The rows with a complete key, in one of the ways, that no row has. */
        CompiledSelection orphans() {
            List<Predicate> nowhere = new ArrayList<>();
            ways.forEach(way -> nowhere.add(nowhere(way)));
            return new CompiledSelection(label, FilterResolver.all(type).where(Predicate.any(nowhere)));
        }

        private static Predicate nowhere(Association way) {
            List<Predicate> parts = new ArrayList<>();
            for (Attribute attribute : way.sourceKey()) {
                if (attribute.nullable()) {
                    parts.add(PredicateBuilder.compare(Path.of(attribute), Operator.IS_NOT_NULL));
                }
            }
            parts.add(PredicateBuilder.not(FilterResolver.exists(way, Query.of(way.target()))));
            return Predicate.all(parts);
        }
    }

    private final ErrorTranslation translation;
    private final Writes writes;
    private final Supplier<Keys<E>> keys;
    private final EntitySelection<E> rows;
    private final Function<E, R> shown;

    OrphanRows(SelectionReaders readers, Writes writes, Supplier<Keys<E>> keys, Function<E, R> shown) {
        this.translation = readers.translation();
        this.writes = writes;
        this.keys = keys;
        this.rows = new EntitySelection<>(readers, writes, () -> keys.get().orphans());
        this.shown = shown;
    }

    @Override
    public Flux<R> all() {
        return translation.of(rows.all().map(shown));
    }

    @Override
    public Flux<R> iterate() {
        return translation.of(rows.iterate().map(shown));
    }

    @Override
    public Mono<Long> count() {
        return rows.count();
    }

    @Override
    public Mono<Long> delete() {
        return rows.deleteAll();
    }

    @Override
    public Mono<Long> setNull() {
        return translation.of(Mono.defer(() -> {
            Keys<E> checked = keys.get();
            if (checked.clearable().isEmpty()) {
                throw new RequiredRelationshipException(
                        checked.label() + ": the key of an orphan is required and cannot be set to"
                                + " null; delete() the orphans, or make the key @Nullable");
            }
            List<Change> cleared = checked.clearable().stream()
                    .map(attribute -> Change.of(attribute, null))
                    .toList();
            return writes.updates(checked.type(), checked.label())
                    .where(checked.orphans().query(), cleared);
        }));
    }
}
