package dev.relata.internal.engine;

import dev.relata.metamodel.Association;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lookups have in common that one request can answer: the way from owners to rows, the query with all its values, and
 * what is read. Immutable. Equal by these, whatever the label: values that do not know equality, such as arrays, only keep
 * lookups apart.
 */
public final class LookupShape {

    /** What is read of an owner's rows. */
    public enum Kind {
        /** All attributes of each row. */
        ROWS,
        /** The ids of the rows. */
        IDS,
        /** How many rows there are. */
        COUNT
    }

    private final String label;
    private final Kind kind;
    private final Association association;
    private final Query query;
    private final int hash;

    /**
     * Makes a shape.
     *
     * @param label what it is for
     * @param kind what is read
     * @param association from owners to rows
     * @param query which rows of each owner
     */
    public LookupShape(String label, Kind kind, Association association, Query query) {
        this.label = label;
        this.kind = kind;
        this.association = association;
        this.query = query;
        this.hash = 31 * (31 * kind.hashCode() + association.target().hashCode()) + query.hashCode();
    }

    /**
     * Answers what it is for.
     *
     * @return such as {@code Book.AUTHOR}
     */
    public String label() {
        return label;
    }

    /**
     * Answers what is read.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Answers how owners find their rows.
     *
     * @return the association
     */
    public Association association() {
        return association;
    }

    /**
     * Answers which rows of each owner.
     *
     * @return the query, of no owner in particular
     */
    public Query query() {
        return query;
    }

    /**
     * Answers the request.
     *
     * @return the request without a batch
     */
    public Select select() {
        return select(label, kind, query);
    }

    static Select select(String label, Kind kind, Query query) {
        return switch (kind) {
            case ROWS -> Select.rows(label, query);
            case IDS ->
                Select.of(label, query, query.type().id().stream().map(Path::of).toList());
            case COUNT -> Select.of(label, query.orderBy(List.of()), List.of(Aggregate.countRows()));
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof LookupShape shape
                        && hash == shape.hash
                        && kind == shape.kind
                        && association.equals(shape.association)
                        && query.equals(shape.query));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return label + " " + kind;
    }
}
