package dev.relata.r2dbc.faults;

import dev.relata.Relata;
import java.util.List;
import java.util.stream.Stream;

/** Every public operation of Relata, over the shop. */
final class Catalogue {

    private Catalogue() {}

    static List<Operation> of(Relata relata) {
        return Stream.of(
                        new ReadOperations(relata).all(),
                        new StreamOperations(relata).all(),
                        new ScopeOperations(relata).all(),
                        new RowOperations(relata).all(),
                        new BulkOperations(relata).all(),
                        new LinkOperations(relata).all(),
                        new TransactionOperations(relata).all())
                .flatMap(List::stream)
                .toList();
    }
}
