package dev.relata.internal.lookup;

import dev.relata.metamodel.Association;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part that lookups of one request have in common: the way from owners to rows, the query with all its values, and
 * what is read. Immutable. Equal by these, whatever the label: values without an equality of their own, such as arrays,
 * only keep lookups apart.
 */
public final class LookupShape {

    /** What is read of an owner's rows. */
    public enum LookupKind {
        /** All attributes of each row. */
        ROWS {
            @Override
            Select select(String label, Query query) {
                return Select.rows(label, query);
            }
        },
        /** The ids of the rows; of rows without one, a value by which they can be counted. */
        IDS {
            @Override
            Select select(String label, Query query) {
                return Select.of(
                        label,
                        query,
                        query.type().naming().stream().map(Path::of).toList());
            }
        },
        /** The number of rows. */
        COUNT {
            @Override
            Select select(String label, Query query) {
                return Select.of(label, query.orderBy(List.of()), List.of(Aggregate.countRows()));
            }
        };

        abstract Select select(String label, Query query);
    }

    private final String label;
    private final LookupKind kind;
    private final Association association;
    private final Query query;
    private final int hash;

    /** Made once: stores know a request that they have seen by the identity of its parts. */
    private @Nullable Select select;

    /**
     * Makes a shape.
     *
     * @param label the name for messages and listeners
     * @param kind what is read
     * @param association from owners to rows
     * @param query the rows, of any owner
     */
    public LookupShape(String label, LookupKind kind, Association association, Query query) {
        this.label = label;
        this.kind = kind;
        this.association = association;
        this.query = query;
        this.hash = 31 * (31 * kind.hashCode() + association.target().hashCode()) + query.hashCode();
    }

    public String label() {
        return label;
    }

    public LookupKind kind() {
        return kind;
    }

    public Association association() {
        return association;
    }

    public Query query() {
        return query;
    }

    /** The request for any owners, without their keys. */
    public Select select() {
        Select known = select;
        if (known == null) {
            known = kind.select(label, query);
            select = known;
        }
        return known;
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
