package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Query.Derived;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.util.HashSet;
import java.util.Set;

/**
 * Collects the tables whose rows a query looks at: a change of any of them may change the answer. Two sides of one junction have types of
 * their own, and one table.
 */
final class ReadTypes implements Predicate.Visitor<Boolean> {

    private final Set<String> tables = new HashSet<>();
    private boolean views;

    static ReadTypes of(LookupShape shape) {
        ReadTypes reads = new ReadTypes();
        reads.association(shape.association());
        reads.query(shape.query());
        return reads;
    }

    /** Whether a change of rows of a type may change the answer; a view may show rows of any. */
    boolean affectedBy(EntityType<?> type) {
        return views || tables.contains(type.table());
    }

    private void type(EntityType<?> type) {
        tables.add(type.table());
        views |= type.readOnly();
    }

    private void query(Query query) {
        type(query.type());
        query.filter().accept(this);
        query.order().forEach(term -> value(term.value()));
        if (query.source() instanceof Derived derived) {
            query(derived.query());
        }
    }

    private void association(Association association) {
        type(association.target());
        Junction junction = association.junction();
        if (junction != null) {
            type(junction.type());
            junction.steps().forEach(this::association);
        }
    }

    private void value(RowValue value) {
        if (value instanceof Path path) {
            path(path);
        } else if (value instanceof Truncated truncated) {
            path(truncated.time());
        } else if (value instanceof Calculation calculation) {
            value(calculation.left());
            value(calculation.right());
        } else if (value instanceof RelatedValue related) {
            related(related);
        }
    }

    private void related(RelatedValue related) {
        association(related.association());
        query(related.query());
        RowValue operand = related.aggregate().operand();
        if (operand != null) {
            value(operand);
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
    public Boolean compared(Predicate.Compared predicate) {
        value(predicate.left());
        value(predicate.right());
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
        value(predicate.value());
        return true;
    }

    @Override
    public Boolean relatedComparison(Predicate.RelatedComparison predicate) {
        related(predicate.value());
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
