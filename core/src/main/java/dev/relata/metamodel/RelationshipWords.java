package dev.relata.metamodel;

import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.Step;
import dev.relata.model.Term;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a relationship as it is written in Java: the constant, and what was chained to it. */
final class RelationshipWords {

    private static final Pattern UNDERSCORED = Pattern.compile("_(.)");
    private static final int LONGEST = 40;
    private static final int MOST = 3;

    private final Model model;

    RelationshipWords(Model model) {
        this.model = model;
    }

    String of(RelationshipType<?, ?> relationship) {
        RelationshipType<?, ?> base = base(relationship);
        int known = base == null ? 0 : base.steps().size();
        String name = base == null ? relationship.name() : base.name();
        return name
                + relationship.steps().stream()
                        .skip(known)
                        .map(step -> step(relationship.target(), step))
                        .collect(Collectors.joining());
    }

    /** The constant that has most of the steps, or null where there is none. */
    private @Nullable RelationshipType<?, ?> base(RelationshipType<?, ?> view) {
        RelationshipType<?, ?> base = null;
        for (RelationshipType<?, ?> constant : model.relationships()) {
            boolean begins = constant.mapping == view.mapping && begins(view.steps(), constant.steps());
            if (begins
                    && (base == null || constant.steps().size() > base.steps().size())) {
                base = constant;
            }
        }
        return base;
    }

    private static boolean begins(List<?> steps, List<?> first) {
        return first.size() <= steps.size() && steps.subList(0, first.size()).equals(first);
    }

    private String step(EntityType<?> target, Step<?> step) {
        if (step instanceof Step.Limit<?> limit) {
            return ".limit(" + limit.rows() + ")";
        }
        if (step instanceof Step.SortBy<?> order) {
            return ".orderBy(" + sort(target, order.sort()) + ")";
        }
        if (step instanceof Step.ThenBy<?> order) {
            return ".thenBy(" + sort(target, order.sort()) + ")";
        }
        return ".where(" + filter(target, ((Step.Where<?>) step).filter()) + ")";
    }

    private String sort(EntityType<?> target, Sort<?> sort) {
        String by = sort.term() instanceof Term.Stored<?> stored ? path(target, stored) : "…";
        return sort.direction().name().toLowerCase(Locale.ROOT) + "(" + by + ")";
    }

    private String path(EntityType<?> target, Term.Stored<?> stored) {
        EntityType<?> end = target;
        StringBuilder path = new StringBuilder();
        for (var step : stored.way()) {
            RelationshipType<?, ?> relationship = model.relationship(step.get());
            path.append(relationship.name()).append(", ");
            end = relationship.target();
        }
        return path.append(property(end, stored.property())).toString();
    }

    private String filter(EntityType<?> target, Filter<?> filter) {
        return filter instanceof Filter.OnProperty<?> on
                ? property(target, on.property()) + ", " + condition(on.condition())
                : "…";
    }

    private String property(EntityType<?> type, Property<?, ?> property) {
        return type.name() + "::" + model.attribute(type, property).name();
    }

    private static String condition(Condition<?> condition) {
        String method = UNDERSCORED
                .matcher(condition.operator().name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        String operands = condition.operands().size() > MOST
                ? "…"
                : condition.operands().stream().map(RelationshipWords::value).collect(Collectors.joining(", "));
        return method + (condition.ignoreCase() ? "IgnoreCase" : "") + "(" + operands + ")";
    }

    private static String value(@Nullable Object value) {
        String text = value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() > LONGEST ? "…" : text;
    }
}
