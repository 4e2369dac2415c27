package dev.relata.internal.resolve;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Recursion;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Query;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a fetch plan, as it goes to the store. Immutable.
 *
 * @param relationship the relationship
 * @param what what is fetched of it
 * @param alias the name it is asked by, or null for the relationship itself
 * @param related the related rows, of any owner
 * @param strategy how a to-one is read
 * @param recursion how far it is followed, or null for one step
 * @param aggregate what is computed over the related rows, or null where they are answered themselves
 * @param links the links that are fetched, of any owner, where something narrows them further; else null
 * @param <S> the owner
 * @param <T> the target
 */
public record FetchBranch<S, T>(
        RelationshipType<S, T> relationship,
        What what,
        @Nullable String alias,
        CompiledSelection related,
        FetchStrategy strategy,
        @Nullable Recursion recursion,
        @Nullable Aggregate aggregate,
        @Nullable Query links) {

    /**
     * A branch of all links, or one that computes nothing over the related rows but their number.
     *
     * @param relationship the relationship
     * @param what what is fetched of it
     * @param alias the name it is asked by, or null for the relationship itself
     * @param related the related rows, of any owner
     * @param strategy how a to-one is read
     * @param recursion how far it is followed, or null for one step
     */
    public FetchBranch(
            RelationshipType<S, T> relationship,
            What what,
            @Nullable String alias,
            CompiledSelection related,
            FetchStrategy strategy,
            @Nullable Recursion recursion) {
        this(
                relationship,
                what,
                alias,
                related,
                strategy,
                recursion,
                what == What.COUNT ? Aggregate.countRows() : null,
                null);
    }

    /**
     * The way from an owner to the rows that the store is asked for.
     *
     * @return the relationship's association, or that to its junction where the links are asked for
     */
    public Association association() {
        return what == What.LINKS ? LinkQuery.toLinks(relationship) : relationship.association();
    }

    /**
     * The rows that the store is asked for.
     *
     * @return rows of the target, or of the junction where the links are asked for
     */
    public Query query() {
        return switch (what) {
            case ROWS -> related.ordered().query();
            case COUNT, AGGREGATE -> related.query().orderBy(List.of());
            case LINKS -> links == null ? links(relationship, related) : links;
        };
    }

    /**
     * The links that lead to related rows.
     *
     * @param relationship a relationship through a join record
     * @param related the related rows, of any owner
     * @return rows of the junction, in the order of the related rows
     */
    public static Query links(RelationshipType<?, ?> relationship, CompiledSelection related) {
        return new LinkQuery(relationship).of(related.ordered().query());
    }

    /**
     * Tells whether no rows are fetched whatever is stored.
     *
     * @return true where no statement is needed
     */
    public boolean matchesNothing() {
        return related.matchesNothing() || (links != null && FilterResolver.matchesNothing(links));
    }

    /**
     * The way from a row that the store is asked for to the target.
     *
     * @return nothing where it is the target
     */
    public List<Association> toTarget() {
        return what == What.LINKS ? List.of(LinkQuery.toTarget(relationship)) : List.of();
    }

    /**
     * Tells whether the rows are those of the relationship, with nothing left out.
     *
     * @return true where neither a condition nor a limit was given
     */
    public boolean whole() {
        return FilterResolver.matchesEverything(related.query());
    }

    /**
     * Tells whether so many links are so many rows.
     *
     * @return false where there is a limit, and a pair may be linked more than once
     */
    public boolean limitsLinksAsRows() {
        Query query = related.query();
        boolean limited = query.bounded() || query.source() instanceof Query.Derived;
        return !limited || relationship.junctionOrThrow().once();
    }

    /**
     * Tells whether another branch asks for the same rows in the same way.
     *
     * @param other the other one
     * @return true where they differ at most in what is fetched for the rows
     */
    public boolean sameAs(FetchBranch<?, ?> other) {
        return related.ordered().query().equals(other.related.ordered().query())
                && Objects.equals(links, other.links)
                && strategy == other.strategy
                && Objects.equals(recursion, other.recursion);
    }
}
