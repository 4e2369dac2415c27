package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Condition;
import dev.relata.model.Direction;
import dev.relata.model.Filter;
import dev.relata.model.GroupSort;
import dev.relata.model.Nulls;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.Step;
import dev.relata.model.Term;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.spi.Capability;
import dev.relata.spi.Expression;
import dev.relata.spi.Keyset;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what users write (filters, sorts, a relation's default steps) into what stores read. */
public final class FilterResolver {

    /** The server of MongoDB takes documents of 200 levels, and a level of ours is up to four of them. */
    private static final int DEEPEST = 40;

    private static final Pattern UNDERSCORED = Pattern.compile("_(.)");

    private final Model model;
    private final Set<Capability> capabilities;

    /** The rows of relationships that are constants of the model: as many as these, and with no values but theirs. */
    private final Map<RelationshipType<?, ?>, CompiledSelection> declared = new ConcurrentHashMap<>();

    public FilterResolver(Model model, Set<Capability> capabilities) {
        this.model = model;
        this.capabilities = capabilities;
    }

    /** Turns values and aggregates of rows into what stores read. */
    public ValueResolver values() {
        return new ValueResolver(this);
    }

    public Model model() {
        return model;
    }

    public <S, T> RelationshipType<S, T> relationship(Relationship<S, T> relationship) {
        return model.relationship(relationship);
    }

    public <E> Attribute attribute(EntityType<E> type, Property<E, ?> property) {
        return model.attribute(type, property);
    }

    /** The rows that a relationship leads to, of any owner, as the relationship shows them; of one that the model declares, the same object. */
    public CompiledSelection related(RelationshipType<?, ?> relationship) {
        CompiledSelection known = declared.get(relationship);
        if (known != null) {
            return known;
        }
        CompiledSelection all = new CompiledSelection(relationship.name(), relation(relationship, Predicate.TRUE));
        if (!model.relationships().contains(relationship)) {
            return all;
        }
        CompiledSelection before = declared.putIfAbsent(relationship, all);
        return before == null ? all : before;
    }

    /** A branch of a fetch plan that reads a relationship as it is. */
    public <S, T> FetchBranch<S, T> branch(RelationshipType<S, T> relationship) {
        return new FetchBranch<>(relationship, What.ROWS, null, related(relationship), FetchStrategy.AUTO, null);
    }

    /** The branches that every fetch plan of a type holds: one for each relationship that is declared eager. */
    public List<FetchBranch<?, ?>> eager(EntityType<?> type) {
        List<FetchBranch<?, ?>> branches = new ArrayList<>();
        model.eager(type).forEach(relationship -> branches.add(branch(relationship)));
        return branches;
    }

    /** The text that tells one relationship, or one view of it, from another: the same for those that read the same. */
    public String identity(RelationshipType<?, ?> relationship) {
        return relationship.kind()
                + QueryFingerprint.association(relationship.association())
                + QueryFingerprint.of(relation(relationship, Predicate.TRUE));
    }

    public Predicate predicate(EntityType<?> type, Filter<?> filter) {
        return predicate(type, filter, 0);
    }

    /** A filter that stands in others: only what cannot be written flat makes it deeper. */
    public Predicate predicate(EntityType<?> type, Filter<?> filter, int depth) {
        FlatFilter flat = FlatFilter.of(RefusedException.unlessNull(filter, type.name() + ".where", "the filter"));
        Predicate predicate = unnegated(type, flat, checked(depth));
        return flat.negated() ? PredicateBuilder.not(predicate) : predicate;
    }

    private Predicate unnegated(EntityType<?> type, FlatFilter flat, int depth) {
        Filter<?> filter = flat.filter();
        if (filter instanceof Filter.OnProperty<?> on) {
            return condition(path(type, on.property()), on.condition());
        }
        if (filter instanceof Filter.Compared<?> compared) {
            return values().compared(type, compared.left(), compared.operator(), compared.right());
        }
        if (filter instanceof Filter.Related<?, ?> related) {
            return related(related, depth);
        }
        if (filter instanceof Filter.Under<?> under) {
            return new TreeCondition(this, under).predicate(depth);
        }
        List<Predicate> parts = new ArrayList<>();
        for (Filter<?> part : flat.parts()) {
            parts.add(predicate(type, part, depth + 1));
        }
        return filter instanceof Filter.AllOf<?> ? Predicate.all(parts) : Predicate.any(parts);
    }

    /** Refuses what would be nested deeper than every store takes, and than a thread's stack holds. */
    public static int checked(int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException("a condition is nested more than " + DEEPEST
                    + " deep, which databases refuse: flatten it. Conditions that are combined alike, as an anyOf in an"
                    + " anyOf, and a not of a not, may be nested as deep as you like");
        }
        return depth;
    }

    /** Conditions on the rows that a limit has left stand in a query over that query. */
    public static void checkBounds(Query query) {
        int depth = 0;
        for (Query inner = query; inner.source() instanceof Query.Derived derived; inner = derived.query()) {
            checked(depth++);
        }
    }

    private Predicate related(Filter.Related<?, ?> filter, int depth) {
        RelationshipType<?, ?> relationship =
                model.relationship(filter.relationship().get());
        Predicate wanted = predicate(relationship.target(), filter.filter(), depth + 1);
        return switch (filter.quantifier()) {
            case ANY -> exists(relationship, wanted, depth);
            case NONE -> PredicateBuilder.not(exists(relationship, wanted, depth));
            case EVERY -> every(relationship, wanted, depth);
        };
    }

    public Predicate every(RelationshipType<?, ?> relationship, Predicate wanted, int depth) {
        return PredicateBuilder.not(exists(relationship, PredicateBuilder.not(wanted), depth));
    }

    private Predicate exists(RelationshipType<?, ?> relationship, Predicate wanted, int depth) {
        return exists(
                relationship.association(),
                relation(relationship, Predicate.TRUE, depth + 1).where(wanted));
    }

    public static Predicate exists(Association association, Query query) {
        return matchesNothing(query) ? Predicate.FALSE : new Predicate.Exists(association, query);
    }

    /** Whether a query answers no rows whatever is stored. */
    public static boolean matchesNothing(Query query) {
        boolean none = query.filter().equals(Predicate.FALSE) || (query.limit() != null && query.limit() == 0);
        return none || (query.source() instanceof Query.Derived derived && matchesNothing(derived.query()));
    }

    /** Whether a query leaves out nothing of its type. */
    public static boolean matchesEverything(Query query) {
        return query.source() instanceof Query.AllRows && query.filter().equals(Predicate.TRUE) && !query.bounded();
    }

    /** A relation's default selection over the innermost restriction. */
    public Query relation(RelationshipType<?, ?> relationship, Predicate innermost) {
        return relation(relationship, innermost, 0);
    }

    /** A default selection may ask for related rows itself, even for those of its own relation. */
    public Query relation(RelationshipType<?, ?> relationship, Predicate innermost, int depth) {
        Query query = all(relationship.target()).where(innermost);
        if (relationship.position().isPresent()) {
            Path position = Path.position(relationship.association());
            query = query.orderBy(List.of(new Ordering(position, Direction.ASC, Nulls.LAST)));
        }
        for (Step<?> step : relationship.steps()) {
            query = apply(relationship.target(), query, step, depth);
        }
        return query;
    }

    /** All rows of a type in its default order. */
    public static Query all(EntityType<?> type) {
        List<Ordering> order = type.defaultOrder().stream()
                .map(term -> new Ordering(
                        Path.of(term.attribute()),
                        term.direction(),
                        term.direction() == Direction.ASC ? Nulls.LAST : Nulls.FIRST))
                .toList();
        return Query.of(type).orderBy(order);
    }

    private Query apply(EntityType<?> type, Query query, Step<?> step, int depth) {
        if (step instanceof Step.Where<?> where) {
            return query.where(predicate(type, where.filter(), depth));
        }
        if (step instanceof Step.SortBy<?> order) {
            return query.orderBy(List.of(ordering(type, order.sort())));
        }
        if (step instanceof Step.ThenBy<?> order) {
            return thenBy(query, ordering(type, order.sort()));
        }
        return limit(query, ((Step.Limit<?>) step).rows());
    }

    public static Query thenBy(Query query, Ordering term) {
        List<Ordering> order = new ArrayList<>(query.order());
        order.add(term);
        return query.orderBy(order);
    }

    public static Query limit(Query query, long rows) {
        return byId(query).limit(notNegative("limit", rows));
    }

    public static Query offset(Query query, long rows) {
        return byId(query).offset(notNegative("offset", rows));
    }

    private static long notNegative(String bound, long rows) {
        if (rows < 0) {
            throw new RefusedException(bound + " must be 0 or more, was " + rows);
        }
        return rows;
    }

    /** The query with the id as the last tie-breaker of its order. */
    public static Query byId(Query query) {
        return Keyset.total(query);
    }

    public Path path(EntityType<?> type, Property<?, ?> property) {
        return Path.of(model.attribute(type, property));
    }

    public Ordering ordering(EntityType<?> type, GroupSort<?> sort) {
        Term<?> by = RefusedException.unlessNull(sort, type.name() + ".orderBy or thenBy", "the sort")
                .term();
        Expression expression = by instanceof Term.OfGroup<?> group
                ? values().aggregate(type, group.aggregation())
                : values().value(type, by);
        return new Ordering(expression, sort.direction(), sort.nulls());
    }

    public Predicate condition(Path path, Condition<?> condition) {
        Attribute attribute = path.attribute();
        Operator operator = RefusedException.unlessNull(condition, attribute.qualifiedName(), "the condition")
                .operator();
        if (DocumentConditions.has(operator)) {
            return new DocumentConditions(path, capabilities).predicate(operator, condition.operands());
        }
        List<Object> operands = operands(attribute, condition);
        if (operands.isEmpty() && operator == Operator.IN) {
            return Predicate.FALSE;
        }
        if (operands.isEmpty() && operator == Operator.NOT_IN) {
            return Predicate.TRUE;
        }
        boolean text = operator.matchesText() || condition.ignoreCase();
        if (text && attribute.valueClass() != String.class) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ": " + condition + " needs a String");
        }
        return new Predicate.Comparison(path, operator, operands, condition.ignoreCase());
    }

    private static List<Object> operands(Attribute attribute, Condition<?> condition) {
        List<Object> operands = new ArrayList<>();
        for (Object operand : condition.operands()) {
            operands.add(operand(attribute, condition.operator(), operand));
        }
        return operands;
    }

    private static Object operand(Attribute attribute, Operator operator, @Nullable Object operand) {
        if (operand == null) {
            String remedy = switch (operator) {
                case EQ, IN -> "use isNull()";
                case NE, NOT_IN -> "use isNotNull()";
                default -> "nothing compares with null";
            };
            throw new RefusedException(
                    attribute.qualifiedName() + ": " + called(operator) + " with null is refused, " + remedy);
        }
        Object stored = Objects.requireNonNull(AttributeValues.stored(attribute, operand), "a value is stored as one");
        if (operator == Operator.LIKE && endsOpen(stored.toString())) {
            throw new RefusedException(
                    attribute.qualifiedName() + ": the pattern ends with a backslash, which takes the next"
                            + " character literally, and there is none; write two for the backslash itself");
        }
        return stored;
    }

    /** Whether a pattern ends with a backslash that no other one takes literally. */
    private static boolean endsOpen(String pattern) {
        int end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '\\') {
            end--;
        }
        return (pattern.length() - end) % 2 == 1;
    }

    /** The method that a user called, such as {@code notIn}. */
    private static String called(Operator operator) {
        return UNDERSCORED
                .matcher(operator.name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
