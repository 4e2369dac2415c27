package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Query.Derived;
import java.util.HashSet;
import java.util.Set;

/** Collects the types whose rows a query looks at: a change of any of them may change the answer. */
final class ReadTypes implements Predicate.Visitor<Boolean> {

    private final Set<EntityType<?>> types = new HashSet<>();

    static Set<EntityType<?>> of(LookupShape shape) {
        ReadTypes reads = new ReadTypes();
        reads.association(shape.association());
        reads.query(shape.query());
        return reads.types;
    }

    private void query(Query query) {
        types.add(query.type());
        query.filter().accept(this);
        query.order().forEach(term -> path(term.path()));
        if (query.source() instanceof Derived derived) {
            query(derived.query());
        }
    }

    private void association(Association association) {
        types.add(association.target());
        Junction junction = association.junction();
        if (junction != null) {
            types.add(junction.type());
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

    /** Both sides are values of the row itself. */
    @Override
    public Boolean compared(Predicate.Compared predicate) {
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
    public Boolean keyIn(Predicate.KeyIn predicate) {
        return true;
    }
}
