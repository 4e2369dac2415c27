package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.resolve.SelectionSteps;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import dev.relata.query.Page;
import dev.relata.query.PropertyClause;
import dev.relata.spi.Ordering;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A selection of links: rows of the join record, each with its target read beside it.
 *
 * @param <T> the target
 * @param <J> the join record
 */
public final class JoinRecordSelection<T, J> implements LinkSelection<T, J> {

    private final SelectionReaders readers;
    private final Writes writes;
    private final Supplier<? extends RelationshipType<?, T>> relationship;
    private final SelectionSteps steps;
    private final SelectionOptions<Object> options;

    /**
     * Makes a selection.
     *
     * @param readers reads it
     * @param writes writes to its links
     * @param relationship resolves the relationship, on subscribe
     * @param source compiles its links, on subscribe
     */
    public JoinRecordSelection(
            SelectionReaders readers,
            Writes writes,
            Supplier<? extends RelationshipType<?, T>> relationship,
            Supplier<CompiledSelection> source) {
        this(readers, writes, relationship, SelectionSteps.from(source), SelectionOptions.none());
    }

    private JoinRecordSelection(
            SelectionReaders readers,
            Writes writes,
            Supplier<? extends RelationshipType<?, T>> relationship,
            SelectionSteps steps,
            SelectionOptions<Object> options) {
        this.readers = readers;
        this.writes = writes;
        this.relationship = relationship;
        this.steps = steps;
        this.options = options;
    }

    private LinkSelection<T, J> then(UnaryOperator<Query> step) {
        return new JoinRecordSelection<>(readers, writes, relationship, steps.thenQuery(step), options);
    }

    private FilterResolver resolver() {
        return readers.resolver();
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> where(
            Property<J, V> property, Condition<V> condition) {
        return onLink(property, condition);
    }

    private LinkSelection<T, J> onLink(Property<J, ?> property, Condition<?> condition) {
        return then(query -> query.where(resolver().condition(resolver().path(query.type(), property), condition)));
    }

    @Override
    public LinkSelection<T, J> where(Filter<J> filter) {
        return then(query -> query.where(resolver().predicate(query.type(), filter)));
    }

    @Override
    public <V> PropertyClause<LinkSelection<T, J>, V> where(Property<J, V> property) {
        return new ConditionClause<>(condition -> onLink(property, condition));
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> whereTarget(
            Property<T, V> property, Condition<V> condition) {
        return onTarget(property, condition);
    }

    private LinkSelection<T, J> onTarget(Property<T, ?> property, Condition<?> condition) {
        return targetsWhere(links -> resolver().condition(resolver().path(links.target(), property), condition));
    }

    @Override
    public LinkSelection<T, J> whereTarget(Filter<T> filter) {
        return targetsWhere(links -> resolver().predicate(links.target(), filter));
    }

    private LinkSelection<T, J> targetsWhere(Function<RelationshipType<?, T>, Predicate> restriction) {
        return then(query -> {
            RelationshipType<?, T> links = relationship.get();
            Query targets = Query.of(links.target()).where(restriction.apply(links));
            return query.where(FilterResolver.exists(LinkQuery.toTarget(links), targets));
        });
    }

    @Override
    public <V> PropertyClause<LinkSelection<T, J>, V> whereTarget(Property<T, V> property) {
        return new ConditionClause<>(condition -> onTarget(property, condition));
    }

    @Override
    public LinkSelection<T, J> orderBy(Sort<J> sort) {
        return then(query -> query.orderBy(List.of(resolver().ordering(query.type(), sort))));
    }

    @Override
    public LinkSelection<T, J> thenBy(Sort<J> sort) {
        return then(query -> FilterResolver.thenBy(query, resolver().ordering(query.type(), sort)));
    }

    @Override
    public LinkSelection<T, J> orderByTarget(Sort<T> sort) {
        return then(query -> query.orderBy(List.of(targetTerm(sort))));
    }

    @Override
    public LinkSelection<T, J> thenByTarget(Sort<T> sort) {
        return then(query -> FilterResolver.thenBy(query, targetTerm(sort)));
    }

    private Ordering targetTerm(Sort<T> sort) {
        RelationshipType<?, T> links = relationship.get();
        return new LinkQuery(links).through(resolver().ordering(links.target(), sort));
    }

    @Override
    public LinkSelection<T, J> limit(long rows) {
        return then(query -> FilterResolver.limit(query, rows));
    }

    @Override
    public LinkSelection<T, J> offset(long rows) {
        return then(query -> FilterResolver.offset(query, rows));
    }

    @Override
    public LinkSelection<T, J> lookAhead() {
        return new JoinRecordSelection<>(readers, writes, relationship, steps, options.asLookAhead());
    }

    private SelectionReader<?, Link<T, J>> links() {
        return readers.links(steps, options, relationship);
    }

    @Override
    public Flux<Link<T, J>> all() {
        return links().all();
    }

    @Override
    public Flux<Link<T, J>> iterate(Iteration iteration) {
        return links().iterate(iteration);
    }

    @Override
    public Mono<Link<T, J>> first() {
        return links().first();
    }

    @Override
    public Mono<Page<Link<T, J>>> page(int size, @Nullable String cursor) {
        return links().page(size, cursor);
    }

    @Override
    public Mono<Explanation> explain(Explain how) {
        return links().explain(how);
    }

    @Override
    public Mono<Long> count() {
        return readers.translation().of(readers.values().count(steps::compile, false));
    }

    @Override
    public Mono<Boolean> exists() {
        return readers.translation().of(readers.values().exists(steps::compile, false));
    }

    @Override
    public Mono<Long> update(Assignment<J> assignment) {
        return readers.translation().of(Mono.defer(() -> {
            refuseEnds(relationship.get(), assignment);
            return writes.update(withoutRows("update(…)"), assignment);
        }));
    }

    private Supplier<CompiledSelection> withoutRows(String call) {
        return () -> {
            CompiledSelection selection = steps.compile();
            options.refuseAhead(
                    resolver(),
                    selection.label() + ": ",
                    "rows, and " + call + " answers none: leave one of the two out");
            return selection;
        };
    }

    private void refuseEnds(RelationshipType<?, ?> links, Assignment<J> assignment) {
        String label = links.name() + ".links().update";
        Junction junction = links.junctionOrThrow();
        for (Assignment.Part<J> part :
                RefusedException.unlessNull(assignment, label, "the assignment").parts()) {
            Attribute attribute = resolver().model().attribute(junction.type(), part.property());
            if (junction.pair().contains(attribute)) {
                throw new RefusedException(label + ": " + attribute.qualifiedName()
                        + " is an end of the link: add(…) another one and remove(…) this one instead");
            }
            if (attribute.equals(junction.position())) {
                throw new RefusedException(label + ": " + attribute.qualifiedName()
                        + " keeps the order of the links, of which no two have one place: move(…) them, or set(…) the"
                        + " list");
            }
        }
    }

    @Override
    public Mono<Long> deleteAll() {
        return readers.translation().of(writes.deletes().delete(withoutRows("deleteAll()"), false));
    }
}
