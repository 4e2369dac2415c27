package dev.relata.r2dbc.faults;

import dev.relata.Relata;
import java.util.List;
import java.util.stream.Stream;

/** Every public operation of Relata, over the shop. */
final class Catalogue {

    /** The types that make the operations. */
    static final List<Class<?>> PARTS = List.of(
            ReadOperations.class,
            AggregateOperations.class,
            StreamOperations.class,
            ScopeOperations.class,
            RowOperations.class,
            BulkOperations.class,
            LinkOperations.class,
            SchemaOperations.class,
            TransactionOperations.class);

    private Catalogue() {}

    /**
     * Returns the operations.
     *
     * @param relata the shop
     * @param warehouse has a model without tables, in the same store
     */
    static List<Operation> of(Relata relata, Relata warehouse) {
        return Stream.of(
                        new ReadOperations(relata).all(),
                        new AggregateOperations(relata).all(),
                        new StreamOperations(relata).all(),
                        new ScopeOperations(relata).all(),
                        new RowOperations(relata).all(),
                        new BulkOperations(relata).all(),
                        new LinkOperations(relata).all(),
                        new SchemaOperations(relata, warehouse).all(),
                        new TransactionOperations(relata).all())
                .flatMap(List::stream)
                .toList();
    }
}
