package dev.relata.internal.mapping;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source of a component that leads over to-ones, such as {@code album.artist.name}.
 *
 * @param steps the to-ones
 * @param attribute what is shown of the row at their end, or null where the source does not fit
 * @param misfit why it does not, or null
 */
record ViewPath(
        List<RelationshipType<?, ?>> steps,
        @Nullable Attribute attribute,
        @Nullable String misfit) {

    /** Follows the names, which dots part, from an entity on. */
    static ViewPath of(Model model, EntityType<?> entity, String source) {
        List<String> names = List.of(source.split("\\.", -1));
        List<RelationshipType<?, ?>> steps = new ArrayList<>();
        EntityType<?> at = entity;
        for (String name : names.subList(0, names.size() - 1)) {
            RelationshipType<?, ?> step = find(model, at, name);
            String misfit = misfit(model, at, name, step);
            if (step == null || misfit != null) {
                return new ViewPath(steps, null, misfit);
            }
            steps.add(step);
            at = step.target();
        }
        String last = names.get(names.size() - 1);
        Attribute attribute = at.find(last).orElse(null);
        return new ViewPath(steps, attribute, attribute == null ? noValue(at, last) : null);
    }

    private static @Nullable RelationshipType<?, ?> find(Model model, EntityType<?> owner, String name) {
        return model.relationships().stream()
                .filter(relationship -> relationship.owner() == owner
                        && ConstantNames.component(relationship.name()).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String misfit(
            Model model, EntityType<?> owner, String name, @Nullable RelationshipType<?, ?> step) {
        if (step == null) {
            return "goes over " + name + ", which is no relationship of " + owner.name() + ": it has "
                    + model.relationships().stream()
                            .filter(relationship -> relationship.owner() == owner
                                    && relationship.kind().toOne())
                            .map(relationship -> ConstantNames.component(relationship.name()))
                            .toList();
        }
        if (!step.kind().toOne()) {
            return "goes over " + step.name() + ", which is to many: show it as a List of views";
        }
        return unique(step)
                ? null
                : "goes over " + step.name() + ", whose key is not known to be unique in "
                        + step.target().name() + ": make it @Unique, or show the row as a view";
    }

    private static String noValue(EntityType<?> end, String name) {
        return "ends at " + name + ", which is no component of " + end.name() + ": it has "
                + end.attributes().stream().map(Attribute::name).toList() + "; rows are shown as views";
    }

    private static boolean unique(RelationshipType<?, ?> step) {
        Set<Attribute> key = Set.copyOf(step.targetKey());
        return Stream.concat(Stream.of(step.target().id()), step.target().uniqueKeys().stream())
                .anyMatch(unique -> !unique.isEmpty() && key.containsAll(unique));
    }

    /** Whether there may be no value. */
    boolean optional() {
        return steps.stream().anyMatch(step -> !step.required()) || (attribute != null && mayBeNull(attribute));
    }

    private boolean mayBeNull(Attribute end) {
        EntityType<?> type = steps.get(steps.size() - 1).target();
        return end.nullable() && !type.id().contains(end);
    }
}
