package dev.relata.internal.plan;

import dev.relata.internal.mapping.ViewType;
import dev.relata.internal.plan.PlanBranch.Way;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.ValueResolver;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Recursion;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a view, and what makes the view of a node of that shape.
 *
 * @param shape reads no more columns than the view shows or its branches go by
 * @param maker makes the view
 * @param <V> the view
 */
record ViewShapes<V>(PlanShape shape, ViewMaker<V> maker) {

    static <V> ViewShapes<V> of(FilterResolver resolver, Query owners, ViewType<V> view) {
        return new Builder<>(resolver, view).build(owners, null);
    }

    /** The shape of one view. */
    private static final class Builder<V> {

        private final FilterResolver resolver;
        private final ViewType<V> view;

        Builder(FilterResolver resolver, ViewType<V> view) {
            this.resolver = resolver;
            this.view = view;
        }

        /** With {@code step}, the way on of a recursion comes first. */
        ViewShapes<V> build(Query owners, ViewType.@Nullable Again step) {
            PlanShape shape = new PlanShape(resolver, view.entity(), RowProjection.values(columns(), distant()));
            ViewMaker<V> maker = new ViewMaker<>(view);
            if (step != null) {
                shape.add(new PlanBranch(tree(step.relationship()), 0, Way.STEP, shape));
            }
            for (ViewType.ViewComponent part : view.parts()) {
                if (part instanceof ViewType.Rows rows) {
                    rows(shape, maker, rows, owners);
                } else if (part instanceof ViewType.Count count) {
                    maker.count(branch(shape, count(count.relationship()), Way.BATCH, shape), count.narrow());
                } else if (part instanceof ViewType.Computed computed) {
                    maker.computed(branch(shape, computed(computed), Way.BATCH, shape), computed.narrow());
                } else if (part instanceof ViewType.Again again) {
                    again(shape, maker, again, step);
                } else if (part instanceof ViewType.Distant distant) {
                    maker.value(path(distant));
                } else {
                    maker.value(((ViewType.Value) part).attribute());
                }
            }
            return new ViewShapes<>(shape, maker);
        }

        private void again(PlanShape shape, ViewMaker<V> maker, ViewType.Again again, ViewType.@Nullable Again step) {
            if (again.equals(step)) {
                PlanBranch onward = shape.branches().get(0);
                maker.recursion(onward);
                maker.views(onward, maker, again.holder());
                return;
            }
            Ids.requireId(view.entity(), again.relationship().name() + " in a view of itself");
            FetchBranch<?, ?> tree = tree(again.relationship());
            ViewShapes<V> below =
                    new Builder<>(resolver, view).build(tree.related().query(), again);
            PlanBranch branch = branch(shape, tree, Way.TREE, below.shape());
            maker.views(branch, below.maker(), again.holder());
        }

        private void rows(PlanShape shape, ViewMaker<V> maker, ViewType.Rows rows, Query owners) {
            FetchBranch<?, ?> plain = resolver.branch(rows.relationship());
            ViewType<?> nested = rows.view();
            if (nested == null) {
                PlanShape target = new PlanShape(
                        resolver,
                        rows.relationship().target(),
                        RowProjection.entity(rows.relationship().target()));
                Way way = JoinedBranches.way(plain, owners, target);
                maker.rows(branch(shape, plain, way, target), rows.holder());
                return;
            }
            ViewShapes<?> below =
                    new Builder<>(resolver, nested).build(plain.related().query(), null);
            Way way = JoinedBranches.way(plain, owners, below.shape());
            maker.views(branch(shape, plain, way, below.shape()), below.maker(), rows.holder());
        }

        private static PlanBranch branch(PlanShape shape, FetchBranch<?, ?> asked, Way way, PlanShape target) {
            PlanBranch branch = new PlanBranch(asked, shape.branches().size(), way, target);
            shape.add(branch);
            return branch;
        }

        private FetchBranch<?, ?> count(RelationshipType<?, ?> relationship) {
            return with(resolver.branch(relationship), What.COUNT, null);
        }

        private FetchBranch<?, ?> computed(ViewType.Computed computed) {
            return aggregated(
                    resolver.branch(computed.relationship()),
                    ValueResolver.aggregate(computed.function(), Path.of(computed.attribute()), computed.distinct()));
        }

        private static <S, T> FetchBranch<S, T> aggregated(FetchBranch<S, T> branch, Aggregate aggregate) {
            return new FetchBranch<>(
                    branch.relationship(),
                    What.AGGREGATE,
                    null,
                    branch.related(),
                    FetchStrategy.AUTO,
                    null,
                    aggregate,
                    null);
        }

        private FetchBranch<?, ?> tree(RelationshipType<?, ?> relationship) {
            return with(resolver.branch(relationship), What.ROWS, Recursion.toEnd());
        }

        private static <S, T> FetchBranch<S, T> with(
                FetchBranch<S, T> branch, What what, @Nullable Recursion recursion) {
            return new FetchBranch<>(
                    branch.relationship(), what, null, branch.related(), FetchStrategy.AUTO, recursion);
        }

        private static Path path(ViewType.Distant distant) {
            List<Association> steps = distant.steps().stream()
                    .<Association>map(RelationshipType::association)
                    .toList();
            return new Path(steps, distant.attribute());
        }

        /** What the view shows of rows that its own refer to. */
        private List<Path> distant() {
            return view.parts().stream()
                    .flatMap(part -> part instanceof ViewType.Distant distant ? Stream.of(path(distant)) : Stream.of())
                    .distinct()
                    .toList();
        }

        /** What the view shows and what its branches go by; the id, so that a row that is there can be told. */
        private List<Attribute> columns() {
            Set<Attribute> columns = new LinkedHashSet<>(view.entity().naming());
            for (ViewType.ViewComponent part : view.parts()) {
                if (part instanceof ViewType.Value value) {
                    columns.add(value.attribute());
                } else if (part instanceof ViewType.Relation relation) {
                    columns.addAll(relation.relationship().ownerKey());
                }
            }
            return new ArrayList<>(columns);
        }
    }
}
