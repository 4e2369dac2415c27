package dev.relata.internal.plan;

import dev.relata.internal.mapping.ConstantNames;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Recursion;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One relationship of a shape: where its answer goes, and what the store is asked for. Immutable; plans of one shape share it. */
final class PlanBranch {

    /** How the rows are got. */
    enum Way {
        /** By a request for all owners of a level. */
        BATCH,
        /** With their owners. */
        JOIN,
        /** By requests for what a relation of a type to itself reaches, from here. */
        TREE,
        /** As a further step of a tree. */
        STEP
    }

    private final FetchBranch<?, ?> asked;
    private final int slot;
    private final Way way;
    private final PlanShape target;
    private final Association association;
    private final Query query;
    private volatile @Nullable ColumnLayout layout;
    private volatile @Nullable Select select;

    PlanBranch(FetchBranch<?, ?> asked, int slot, Way way, PlanShape target) {
        this.asked = asked;
        this.slot = slot;
        this.way = way;
        this.target = target;
        this.association = asked.association();
        this.query = asked.query();
    }

    RelationshipType<?, ?> relationship() {
        return asked.relationship();
    }

    What what() {
        return asked.what();
    }

    /** What is computed over the rows of an owner; null where they are answered themselves. */
    @Nullable
    Aggregate aggregate() {
        return asked.aggregate();
    }

    /** Turns what is computed, as the store answers it, into the value that users see. */
    @Nullable
    Object toValue(@Nullable Object computed) {
        Aggregate aggregate = asked.aggregate();
        return aggregate == null ? computed : aggregate.toValue(computed);
    }

    /** What is computed over no rows at all; null where that is nothing, or the rows are answered themselves. */
    @Nullable
    Object ofNothing() {
        Aggregate aggregate = asked.aggregate();
        return aggregate == null ? null : aggregate.ofNothing();
    }

    @Nullable
    String alias() {
        return asked.alias();
    }

    /** The alias, or the relationship as a component would be called. */
    String name() {
        String alias = asked.alias();
        Aggregate aggregate = asked.aggregate();
        String name = ConstantNames.component(relationship().name());
        return alias != null ? alias : aggregate == null ? name : name + PlanMessages.suffix(aggregate);
    }

    int slot() {
        return slot;
    }

    Way way() {
        return way;
    }

    PlanShape target() {
        return target;
    }

    Association association() {
        return association;
    }

    FetchStrategy strategy() {
        return asked.strategy();
    }

    /** How far a recursion goes, in words. */
    String extent() {
        Recursion recursion = asked.recursion();
        Integer depth = recursion == null ? null : recursion.depth();
        return depth == null ? "until no row is new" : "at most " + depth + " steps";
    }

    /** Whether it is fetched under an alias, as it is asked for. */
    boolean isOf(@Nullable String alias, What what, @Nullable Aggregate aggregate) {
        return what() == what && Objects.equals(alias(), alias) && Objects.equals(aggregate(), aggregate);
    }

    boolean goesOn(int depth) {
        Recursion recursion = asked.recursion();
        return recursion == null || recursion.goesOn(depth);
    }

    /** Whether an owner has one row at the most. */
    boolean single() {
        return relationship().kind().toOne();
    }

    /** Whether an owner without a row is an error: the relationship promises one, and nothing was left out. */
    boolean promised() {
        return relationship().required() && asked.whole();
    }

    boolean matchesNothing() {
        return asked.matchesNothing();
    }

    /** Whether its rows are whole and lead no further: they are kept as they are, without a node each. */
    boolean isLeaf() {
        return way == Way.BATCH
                && what() == What.ROWS
                && target.content().isEntity()
                && target.branches().isEmpty();
    }

    /** Made when it is first asked for, since the target is not whole before. */
    ColumnLayout layout() {
        ColumnLayout known = layout;
        if (known == null) {
            known = ColumnLayout.of(this, asked.toTarget());
            layout = known;
        }
        return known;
    }

    /** Whether one request answers this branch and another. */
    boolean asksTheSameAs(PlanBranch other) {
        return what() == other.what()
                && association.equals(other.association)
                && query.equals(other.query)
                && layout().columns().equals(other.layout().columns());
    }

    Select select(List<List<Object>> keys) {
        Select known = select;
        if (known == null) {
            known = Select.of(relationship().name(), query, layout().columns());
            select = known;
        }
        return known.forEach(new KeyBatch(association, keys, true));
    }

    List<BranchTask> tasks(List<GraphNode> owners) {
        return switch (way) {
            case BATCH -> List.of(what().computed() ? new AggregateTask(this, owners) : new RowsTask(this, owners));
            case JOIN -> target.tasks(joined(owners));
            case TREE -> List.of(TreeTask.begin(this, owners));
            case STEP -> List.of();
        };
    }

    private List<GraphNode> joined(List<GraphNode> owners) {
        List<GraphNode> nodes = new ArrayList<>();
        owners.forEach(owner -> nodes.addAll(owner.nodes(this)));
        return nodes;
    }
}
