package dev.relata.internal.mapping;

import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregated;
import dev.relata.model.From;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the source of each component of a record, collecting what does not fit. */
final class ViewReader<V> {

    private static final String COUNT = "Count";

    private final Model model;
    private final EntityType<?> entity;
    private final Class<V> view;
    private final List<Class<?>> path;
    private final List<String> errors;
    private final Map<String, RelationshipType<?, ?>> relationships = new LinkedHashMap<>();
    private String again = "";

    private ViewReader(Model model, EntityType<?> entity, Class<V> view, List<Class<?>> path, List<String> errors) {
        this.model = model;
        this.entity = entity;
        this.view = view;
        this.path = Stream.concat(path.stream(), Stream.of(view)).toList();
        this.errors = errors;
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            if (relationship.owner() == entity) {
                relationships.put(ConstantNames.component(relationship.name()), relationship);
            }
        }
    }

    /** Reads a view, adding what is wrong with it; null where nothing can be made of it. */
    static <V> @Nullable ViewType<V> read(
            Model model, EntityType<?> entity, Class<V> view, List<Class<?>> path, List<String> errors) {
        RefusedException.unlessNull(view, "into", "the class of the view");
        if (!view.isRecord()) {
            errors.add(view.getSimpleName() + " is not a record: a view of " + entity.name()
                    + " is a record whose components say what is read");
            return null;
        }
        return new ViewReader<>(model, entity, view, path, errors).read();
    }

    private @Nullable ViewType<V> read() {
        List<ViewType.ViewComponent> parts = new ArrayList<>();
        List<@Nullable String> required = new ArrayList<>();
        for (RecordComponent component : view.getRecordComponents()) {
            ViewType.ViewComponent part = part(component);
            if (part != null) {
                parts.add(part);
                required.add(RecordShape.nullable(component) ? null : component.getName());
            }
        }
        RecordShape<V> shape = shape();
        boolean whole = parts.size() == view.getRecordComponents().length;
        return shape == null || !whole ? null : new ViewType<>(view, entity, parts, shape, required);
    }

    private ViewType.@Nullable ViewComponent part(RecordComponent component) {
        Aggregated aggregated = RecordShape.annotation(component, Aggregated.class);
        if (aggregated != null) {
            return computed(component, aggregated);
        }
        From from = RecordShape.annotation(component, From.class);
        String source = from == null ? component.getName() : from.value();
        Attribute attribute = entity.find(source).orElse(null);
        if (attribute != null) {
            boolean optional = attribute.nullable() && !entity.id().contains(attribute);
            return value(component, attribute, optional, new ViewType.Value(attribute));
        }
        if (source.indexOf('.') >= 0) {
            return distant(component, ViewPath.of(model, entity, source));
        }
        ComponentType type = ComponentType.of(component);
        RelationshipType<?, ?> counted = counted(source);
        if (type.counts() && counted != null) {
            return new ViewType.Count(counted, type.narrow());
        }
        RelationshipType<?, ?> relationship = relationships.get(source);
        if (relationship == null) {
            return misfit(component, "fits nothing of " + entity.name() + ": " + candidates());
        }
        return type.counts()
                ? misfit(component, "counts " + relationship.name() + ", which is to one row")
                : rows(component, type, relationship);
    }

    private ViewType.@Nullable ViewComponent computed(RecordComponent component, Aggregated aggregated) {
        String[] names = aggregated.of().split("\\.", -1);
        RelationshipType<?, ?> relationship = relationships.get(names[0]);
        Attribute attribute = relationship == null || names.length != 2
                ? null
                : relationship.target().find(names[1]).orElse(null);
        if (relationship == null || attribute == null || relationship.kind().toOne()) {
            return misfit(
                    component,
                    "is an aggregate over \"" + aggregated.of()
                            + "\", which is no to-many of " + entity.name()
                            + " and a component of its target: write it as in \"books.pages\"; there is " + toManys());
        }
        String misfit = AggregateTypes.misfit(component, aggregated.function(), attribute);
        return misfit != null
                ? misfit(component, misfit)
                : new ViewType.Computed(
                        relationship,
                        aggregated.function(),
                        attribute,
                        aggregated.distinct(),
                        ComponentType.of(component).narrow());
    }

    private List<String> toManys() {
        return relationships.entrySet().stream()
                .filter(entry -> !entry.getValue().kind().toOne())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The to-many that a number is of: by its own name, or by that with Count behind it. */
    private @Nullable RelationshipType<?, ?> counted(String source) {
        String name = source.endsWith(COUNT) && !relationships.containsKey(source)
                ? source.substring(0, source.length() - COUNT.length())
                : source;
        RelationshipType<?, ?> relationship = relationships.get(name);
        return relationship == null || relationship.kind().toOne() ? null : relationship;
    }

    private ViewType.@Nullable ViewComponent distant(RecordComponent component, ViewPath path) {
        Attribute attribute = path.attribute();
        return attribute == null
                ? misfit(component, String.valueOf(path.misfit()))
                : value(component, attribute, path.optional(), new ViewType.Distant(path.steps(), attribute));
    }

    private ViewType.@Nullable ViewComponent value(
            RecordComponent component, Attribute attribute, boolean optional, ViewType.ViewComponent part) {
        Class<?> type = component.getType();
        boolean boxedSame = MethodType.methodType(type).wrap().returnType() == attribute.componentClass();
        boolean same =
                type.isPrimitive() ? boxedSame : component.getGenericType().equals(boxed(attribute));
        if (!same && type.getName().startsWith("java.util.Optional")) {
            return misfit(
                    component,
                    "is an Optional, but " + attribute.qualifiedName()
                            + " is a value of the row and no related row: make" + " it a @Nullable "
                            + attribute.componentClass().getSimpleName());
        }
        if (!same) {
            return misfit(
                    component,
                    "is of type " + type.getSimpleName() + ", but " + attribute.qualifiedName() + " is of type "
                            + attribute.componentType().getTypeName()
                            + ": give both the same type, or name another source with"
                            + " @From: " + candidates());
        }
        if (type.isPrimitive() && optional) {
            return misfit(
                    component,
                    "is of type " + type.getSimpleName() + ", but " + attribute.qualifiedName()
                            + " may be null: make its type "
                            + attribute.valueClass().getSimpleName());
        }
        return part;
    }

    private static Type boxed(Attribute attribute) {
        return attribute.componentType() instanceof Class<?> ? attribute.componentClass() : attribute.componentType();
    }

    private ViewType.@Nullable ViewComponent rows(
            RecordComponent component, ComponentType type, RelationshipType<?, ?> relationship) {
        String misfit = type.misfit(relationship);
        if (misfit != null) {
            return misfit(component, misfit);
        }
        Class<?> element = type.element();
        EntityType<?> target = relationship.target();
        if (element == target.javaType()) {
            return new ViewType.Rows(relationship, type.holder(), null);
        }
        if (element == view && target == entity) {
            if (!again.isEmpty()) {
                return misfit(
                        component,
                        "leads back to " + view.getSimpleName() + ", as " + again
                                + " does already: use two views, one for each way");
            }
            again = component.getName();
            return new ViewType.Again(relationship, type.holder());
        }
        if (path.contains(element)) {
            return misfit(
                    component,
                    "leads back to " + element.getSimpleName() + " by way of another type, which would not end: use a"
                            + " view without it");
        }
        if (!element.isRecord()) {
            return misfit(
                    component,
                    "shows " + relationship.name() + " as " + element.getSimpleName()
                            + ", which is not a record: it could be " + target.name()
                            + ", or a record whose components say what of it is read");
        }
        ViewType<?> nested = read(model, target, element, path, errors);
        return nested == null ? null : new ViewType.Rows(relationship, type.holder(), nested);
    }

    private ViewType.@Nullable ViewComponent misfit(RecordComponent component, String reason) {
        errors.add(view.getSimpleName() + "." + component.getName() + " " + reason);
        return null;
    }

    private String candidates() {
        return "it could be one of its components "
                + entity.attributes().stream().map(Attribute::name).toList() + ", its relationships "
                + relationships.keySet() + ", or a number of one, as in long "
                + relationships.entrySet().stream()
                        .filter(entry -> !entry.getValue().kind().toOne())
                        .map(entry -> entry.getKey() + COUNT)
                        .findFirst()
                        .orElse("booksCount")
                + "; @From names a source";
    }

    private @Nullable RecordShape<V> shape() {
        try {
            return RecordShape.of(view);
        } catch (ModelException e) {
            errors.addAll(e.errors());
            return null;
        }
    }
}
