package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Query.Derived;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects the tables whose rows a query looks at: a change of any of them may change the answer. Two sides of one junction have types of
 * their own, and one table.
 */
final class ReadTypes implements Predicate.Visitor<Boolean> {

    private final Set<String> tables = new HashSet<>();

    static Set<String> of(LookupShape shape) {
        ReadTypes reads = new ReadTypes();
        reads.association(shape.association());
        reads.query(shape.query());
        return reads.tables;
    }

    private void query(Query query) {
        tables.add(query.type().table());
        query.filter().accept(this);
        query.order().forEach(term -> path(term.path()));
        if (query.source() instanceof Derived derived) {
            query(derived.query());
        }
    }

    private void association(Association association) {
        tables.add(association.target().table());
        Junction junction = association.junction();
        if (junction != null) {
            tables.add(junction.type().table());
            junction.steps().forEach(this::association);
        }
    }

    private void path(Path path) {
        path.steps().forEach(this::association);
    }

    @Override
    public Boolean comparison(Predicate.Comparison predicate) {
        path(predicate.path());
        return true;
    }

    @Override
    public Boolean all(Predicate.All predicate) {
        predicate.parts().forEach(part -> part.accept(this));
        return true;
    }

    @Override
    public Boolean any(Predicate.Any predicate) {
        predicate.parts().forEach(part -> part.accept(this));
        return true;
    }

    @Override
    public Boolean not(Predicate.Not predicate) {
        return predicate.part().accept(this);
    }

    @Override
    public Boolean exists(Predicate.Exists predicate) {
        association(predicate.association());
        query(predicate.query());
        return true;
    }

    @Override
    public Boolean ownedBy(Predicate.OwnedBy predicate) {
        association(predicate.association());
        return true;
    }

    @Override
    public Boolean sortComparison(Predicate.SortComparison predicate) {
        path(predicate.path());
        return true;
    }

    @Override
    public Boolean below(Predicate.Below predicate) {
        association(predicate.association());
        return predicate.filter().accept(this);
    }

    @Override
    public Boolean keyIn(Predicate.KeyIn predicate) {
        return true;
    }
}
