package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Query.AllRows;
import dev.relata.spi.Session;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a batch: lookups of different shapes, or in a transaction and outside it, are never in one batch. Immutable.
 *
 * @param shape what is read
 * @param transaction the transaction, or null outside any
 */
record BatchKey(LookupShape shape, @Nullable Session transaction) {

    /** Compares without an object for the other key. */
    boolean isOf(LookupShape other, @Nullable Session of) {
        return shape.equals(other) && Objects.equals(transaction, of);
    }

    /** Whether answers stay right until the scope learns of a write. */
    boolean isExclusive() {
        return transaction == null || transaction.isExclusive();
    }

    /** Returns the shape of rows found by id. */
    static LookupShape byId(EntityType<?> type) {
        return new LookupShape(type.name(), LookupKind.ROWS, Association.byKey(type, type.id()), Query.of(type));
    }

    /** Returns the key of the same rows looked up by id alone, if one whole row is read by its id; empty otherwise. */
    Optional<BatchKey> rowsById() {
        return isById() ? Optional.of(new BatchKey(byId(shape.query().type()), transaction)) : Optional.empty();
    }

    private boolean isById() {
        Association association = shape.association();
        Query query = shape.query();
        return shape.kind() == LookupKind.ROWS
                && association.junction() == null
                && association.targetKey().equals(association.target().id())
                && query.source() instanceof AllRows
                && query.filter().equals(Predicate.TRUE)
                && !query.bounded();
    }
}
