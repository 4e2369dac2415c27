package dev.relata.r2dbc.tenants;

import static dev.relata.metamodel.TenantTypes.before;
import static dev.relata.metamodel.TenantTypes.tenant;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.TenantTypes;
import dev.relata.model.Operator;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Calculation;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Expression;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import dev.relata.spi.Truncated;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests as those of a model in which every type has a tenant. What is asked for by keys is asked for by keys whose first part is the
 * tenant, and nothing else is added; a selection that starts from all rows gets the tenant as a condition. Immutable.
 */
final class TenantRequests {

    private final long tenant;
    private final TenantTypes types = new TenantTypes();

    TenantRequests(long tenant) {
        this.tenant = tenant;
    }

    Select select(Select select) {
        KeyBatch batch = select.batch();
        Query query = query(select.query());
        return new Select(
                select.label(),
                batch == null ? ofTenant(query) : query,
                select.columns().stream().map(this::expression).toList(),
                select.groupBy().stream().map(this::value).toList(),
                select.distinct(),
                batch == null
                        ? null
                        : new KeyBatch(association(batch.association()), keys(batch.keys()), batch.apart()),
                select.rowLock(),
                groups(select.groups()));
    }

    SameKeys same(SameKeys same) {
        EntityType<?> type = types.of(same.type());
        return new SameKeys(same.label(), type, before(tenant(type), same.key()), keys(same.keys()));
    }

    /** Rows are told apart by their keys, which a record holds whole: an answer that says which is which has the tenant at its end. */
    Insert insert(Insert insert) {
        EntityType<?> type = types.of(insert.type());
        List<Attribute> returning = new ArrayList<>(insert.returning());
        if (insert.positioned()) {
            returning.add(tenant(type));
        }
        Conflict conflict = insert.conflict();
        return new Insert(
                insert.label(),
                type,
                before(tenant(type), insert.columns()),
                rows(insert.rows()),
                conflict.key().isEmpty()
                        ? conflict
                        : new Conflict(conflict.policy(), before(tenant(type), conflict.key()), conflict.update()),
                returning,
                insert.whole());
    }

    Update update(Update update) {
        List<Update.Change> changes = update.changes().stream()
                .map(change -> new Update.Change(change.attribute(), value(change.to())))
                .toList();
        return new Update(update.label(), ofTenant(query(update.query())), changes, update.whole());
    }

    UpdateRows update(UpdateRows update) {
        EntityType<?> type = types.of(update.type());
        return new UpdateRows(
                update.label(), type, before(tenant(type), update.key()), update.columns(), rows(update.rows()));
    }

    Updates update(Updates updates) {
        return new Updates(
                updates.label(),
                updates.parts().stream()
                        .map(part -> new Updates.UpdatePart(
                                update(part.update()),
                                part.own().stream().map(this::update).toList()))
                        .toList());
    }

    Delete delete(Delete delete) {
        return new Delete(delete.label(), ofTenant(query(delete.query())), delete.whole());
    }

    /** The rows of the tenant among those of a query of all, unless keys name them. */
    private Query ofTenant(Query query) {
        if (query.source() instanceof Query.Derived inner) {
            return with(query, new Query.Derived(ofTenant(inner.query())), query.filter());
        }
        Predicate filter = query.filter();
        return isByKeys(filter) ? query : with(query, query.source(), filter.and(isTenant(query.type())));
    }

    private static Query with(Query query, Query.Source source, Predicate filter) {
        return new Query(source, filter, query.order(), query.offset(), query.limit());
    }

    private static boolean isByKeys(Predicate filter) {
        return filter instanceof Predicate.KeyIn
                || filter instanceof Predicate.OwnedBy
                || filter instanceof Predicate.All all && all.parts().stream().anyMatch(TenantRequests::isByKeys);
    }

    private Predicate isTenant(EntityType<?> type) {
        return new Predicate.Comparison(Path.of(tenant(type)), Operator.EQ, List.of(tenant), false);
    }

    private Query query(Query query) {
        EntityType<?> type = types.of(query.type());
        Query.Source source = query.source() instanceof Query.Derived inner
                ? new Query.Derived(query(inner.query()))
                : new Query.AllRows(type);
        return new Query(
                source, query.filter().accept(new Filters(type)), orders(query.order()), query.offset(), query.limit());
    }

    private List<Ordering> orders(List<Ordering> orders) {
        return orders.stream()
                .map(order -> new Ordering(expression(order.by()), order.direction(), order.nulls()))
                .toList();
    }

    private GroupQuery groups(GroupQuery groups) {
        List<GroupQuery.Having> having = groups.having().stream()
                .map(one -> new GroupQuery.Having(aggregate(one.aggregate()), one.operator(), one.operands()))
                .toList();
        return new GroupQuery(having, orders(groups.order()), groups.offset(), groups.limit());
    }

    private Expression expression(Expression expression) {
        if (expression instanceof Aggregate aggregate) {
            return aggregate(aggregate);
        }
        return expression instanceof SortKey key ? new SortKey(value(key.value())) : value((RowValue) expression);
    }

    private Aggregate aggregate(Aggregate aggregate) {
        RowValue operand = aggregate.operand();
        return new Aggregate(aggregate.function(), operand == null ? null : value(operand), aggregate.distinct());
    }

    private RowValue value(RowValue value) {
        return value.accept(new Values());
    }

    private Path path(Path path) {
        return new Path(path.steps().stream().map(this::association).toList(), path.attribute());
    }

    private RelatedValue related(RelatedValue value) {
        return new RelatedValue(association(value.association()), query(value.query()), aggregate(value.aggregate()));
    }

    private Association association(Association association) {
        EntityType<?> source = types.of(association.source());
        EntityType<?> target = types.of(association.target());
        Junction links = association.junction();
        return new Association(
                source,
                before(tenant(source), association.sourceKey()),
                links == null ? null : junction(links),
                target,
                before(tenant(target), association.targetKey()));
    }

    private Junction junction(Junction links) {
        EntityType<?> type = types.of(links.type());
        EntityType<?> end = types.of(links.end());
        return new Junction(
                type,
                before(tenant(type), links.ownerColumns()),
                before(tenant(end), links.targetColumns()),
                links.position(),
                links.ordersTargets(),
                links.steps().stream().map(this::association).toList());
    }

    private List<List<Object>> keys(List<List<Object>> keys) {
        return keys.stream().map(this::key).toList();
    }

    private List<Object> key(List<Object> key) {
        return before((Object) tenant, key);
    }

    private List<@Nullable Object[]> rows(List<@Nullable Object[]> rows) {
        return rows.stream()
                .map(row -> {
                    @Nullable Object[] more = new @Nullable Object[row.length + 1];
                    more[0] = tenant;
                    System.arraycopy(row, 0, more, 1, row.length);
                    return more;
                })
                .toList();
    }

    /** Values of rows. */
    private final class Values implements RowValue.Visitor<RowValue> {

        @Override
        public RowValue constant(RowValue.Constant value) {
            return value;
        }

        @Override
        public RowValue path(Path value) {
            return TenantRequests.this.path(value);
        }

        @Override
        public RowValue calculation(Calculation value) {
            return new Calculation(value(value.left()), value.operation(), value(value.right()));
        }

        @Override
        public RowValue truncated(Truncated value) {
            return new Truncated(TenantRequests.this.path(value.time()), value.unit());
        }

        @Override
        public RowValue related(RelatedValue value) {
            return TenantRequests.this.related(value);
        }

        @Override
        public RowValue columnDefault(RowValue.ColumnDefault value) {
            return value;
        }

        @Override
        public RowValue now(RowValue.Now value) {
            return value;
        }
    }

    /** Conditions of rows of a type. */
    private final class Filters implements Predicate.Visitor<Predicate> {

        private final EntityType<?> type;

        private Filters(EntityType<?> type) {
            this.type = type;
        }

        @Override
        public Predicate comparison(Predicate.Comparison predicate) {
            return new Predicate.Comparison(
                    path(predicate.path()), predicate.operator(), predicate.operands(), predicate.ignoreCase());
        }

        @Override
        public Predicate compared(Predicate.Compared predicate) {
            return new Predicate.Compared(value(predicate.left()), predicate.operator(), value(predicate.right()));
        }

        @Override
        public Predicate all(Predicate.All predicate) {
            return new Predicate.All(parts(predicate.parts()));
        }

        @Override
        public Predicate any(Predicate.Any predicate) {
            return new Predicate.Any(parts(predicate.parts()));
        }

        private List<Predicate> parts(List<Predicate> parts) {
            return parts.stream().map(part -> part.accept(this)).toList();
        }

        @Override
        public Predicate not(Predicate.Not predicate) {
            return new Predicate.Not(predicate.part().accept(this));
        }

        @Override
        public Predicate exists(Predicate.Exists predicate) {
            return new Predicate.Exists(association(predicate.association()), query(predicate.query()));
        }

        @Override
        public Predicate ownedBy(Predicate.OwnedBy predicate) {
            return new Predicate.OwnedBy(association(predicate.association()), key(predicate.key()));
        }

        @Override
        public Predicate sortComparison(Predicate.SortComparison predicate) {
            return new Predicate.SortComparison(value(predicate.value()), predicate.operator(), predicate.key());
        }

        @Override
        public Predicate relatedComparison(Predicate.RelatedComparison predicate) {
            return new Predicate.RelatedComparison(
                    related(predicate.value()), predicate.operator(), predicate.operands());
        }

        @Override
        public Predicate below(Predicate.Below predicate) {
            return new Predicate.Below(
                    association(predicate.association()),
                    predicate.filter().accept(this),
                    key(predicate.root()),
                    predicate.depth());
        }

        @Override
        public Predicate keyIn(Predicate.KeyIn predicate) {
            return new Predicate.KeyIn(before(tenant(type), predicate.attributes()), keys(predicate.keys()));
        }
    }
}
