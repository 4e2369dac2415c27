package dev.relata.mongo;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Writability;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.exec.IdCounters;
import dev.relata.spi.Insert;
import dev.relata.spi.StoredEntities;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives new rows a value for every attribute: those of ids that were left out are made here. Immutable. */
final class InsertDefaults {

    private final IdCounters counters;
    private final EntityType<?> type;
    private final Insert insert;

    InsertDefaults(IdCounters counters, Insert insert) {
        this.counters = counters;
        this.type = insert.type();
        this.insert = insert;
    }

    /** The rows in the order of the type's attributes; numbers are taken in one command for each attribute. */
    Mono<List<@Nullable Object[]>> rows() {
        return Mono.defer(() -> {
            List<@Nullable Object[]> rows = new ArrayList<>();
            insert.rows().forEach(given -> rows.add(inTypeOrder(given)));
            return Flux.fromIterable(type.id())
                    .filter(attribute -> attribute.generation() == Generation.DATABASE)
                    .concatMap(attribute -> generate(attribute, rows))
                    .then(Mono.fromSupplier(() -> checked(rows)));
        });
    }

    private @Nullable Object[] inTypeOrder(@Nullable Object[] given) {
        @Nullable Object[] row = new @Nullable Object[type.attributes().size()];
        for (int i = 0; i < given.length; i++) {
            row[insert.columns().get(i).index()] = given[i];
        }
        return row;
    }

    private Mono<Void> generate(Attribute attribute, List<@Nullable Object[]> rows) {
        List<@Nullable Object[]> without =
                rows.stream().filter(row -> row[attribute.index()] == null).toList();
        Class<?> valueClass = attribute.valueClass();
        boolean counted = valueClass == Long.class || valueClass == Integer.class || valueClass == Short.class;
        if (without.isEmpty() || !counted) {
            without.forEach(row -> row[attribute.index()] = random(valueClass));
            return Mono.empty();
        }
        return counters.take(type.table() + "." + attribute.column(), without.size())
                .doOnNext(first -> number(attribute, without, first))
                .then();
    }

    private static void number(Attribute attribute, List<@Nullable Object[]> rows, long first) {
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i)[attribute.index()] = attribute.fitted(first + i);
        }
    }

    private static @Nullable Object random(Class<?> valueClass) {
        if (valueClass == UUID.class) {
            return UUID.randomUUID();
        }
        if (valueClass == ObjectId.class) {
            return new ObjectId();
        }
        return valueClass == String.class ? new ObjectId().toHexString() : null;
    }

    private List<@Nullable Object[]> checked(List<@Nullable Object[]> rows) {
        rows.forEach(row -> type.attributes().stream()
                .filter(attribute -> attribute.writes() != Writability.NEVER)
                .forEach(attribute ->
                        StoredEntities.requireValue(insert.label(), type, attribute, row[attribute.index()])));
        return rows;
    }
}
