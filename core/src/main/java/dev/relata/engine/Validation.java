package dev.relata.engine;

import dev.relata.error.InvalidValueException;
import dev.relata.model.Association;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipType;
import dev.relata.query.Violation;
import dev.relata.query.Violation.Problem;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds everything that would make the write of a row fail. Immutable, thread-safe; cold.
 *
 * @param <E> the record
 */
public final class Validation<E> {

    private final Engine engine;
    private final EntityType<E> type;

    /**
     * Makes the validation.
     *
     * @param engine the engine
     * @param type the type
     */
    public Validation(Engine engine, EntityType<E> type) {
        this.engine = engine;
        this.type = type;
    }

    /**
     * Looks at a row, without writing it.
     *
     * @param entity the row
     * @return what is wrong, in the order of the components and then of the relationships; a statement for each key that has a
     *     value
     */
    public Mono<List<Violation>> of(E entity) {
        return Mono.defer(() -> {
            List<Violation> violations = new ArrayList<>();
            type.attributes()
                    .forEach(attribute ->
                            value(attribute, type.value(entity, attribute)).ifPresent(violations::add));
            return Flux.fromIterable(references().entrySet())
                    .concatMap(reference -> key(reference.getKey(), reference.getValue(), entity))
                    .doOnNext(violations::add)
                    .then(Mono.fromSupplier(() -> List.copyOf(violations)));
        });
    }

    private static Optional<Violation> value(Attribute attribute, @Nullable Object value) {
        if (value == null && attribute.generation() != Generation.NONE) {
            return Optional.empty();
        }
        try {
            Values.required(attribute, value);
            return Optional.empty();
        } catch (InvalidValueException e) {
            Problem problem = value == null ? Problem.MISSING : Problem.INVALID;
            return Optional.of(new Violation(attribute.qualifiedName(), problem, message(e)));
        }
    }

    private static String message(Exception error) {
        String message = error.getMessage();
        return message == null ? error.toString() : message;
    }

    /** The ways from the row to what it refers to, each once, by the name of the relationship that says so, the row's own first. */
    private Map<String, Association> references() {
        Map<String, Association> references = new LinkedHashMap<>();
        for (RelationshipType<?, ?> relationship : engine.model().relationships()) {
            if (holdsKey(relationship.kind()) && relationship.owner() == type) {
                references.put(relationship.name(), relationship.association());
            }
        }
        for (RelationshipType<?, ?> relationship : engine.model().relationships()) {
            boolean referredTo = isReferredTo(relationship.kind()) && relationship.target() == type;
            if (referredTo
                    && !references.containsValue(relationship.association().flip())) {
                references.put(relationship.name(), relationship.association().flip());
            }
        }
        return references;
    }

    private static boolean holdsKey(RelationshipKind kind) {
        return kind == RelationshipKind.MANY_TO_ONE || kind == RelationshipKind.ONE_TO_ONE;
    }

    private static boolean isReferredTo(RelationshipKind kind) {
        return kind == RelationshipKind.ONE_TO_MANY || kind == RelationshipKind.HAS_ONE;
    }

    private Mono<Violation> key(String name, Association way, E entity) {
        List<@Nullable Object> values = new ArrayList<>();
        way.sourceKey().forEach(attribute -> values.add(type.value(entity, attribute)));
        List<Object> key = Predicates.complete(values);
        if (key == null) {
            return Mono.justOrEmpty(incomplete(name, way, values));
        }
        boolean itself = way.target() == type && way.targetKey().equals(type.id()) && key.equals(Ids.of(type, entity));
        return itself ? Mono.empty() : there(name, way, key);
    }

    /** Components that are part of the id have a value where the relation is empty, too. */
    private Optional<Violation> incomplete(String name, Association way, List<@Nullable Object> values) {
        int given = 0;
        int missing = 0;
        for (int i = 0; i < values.size(); i++) {
            boolean clearable = way.sourceKey().get(i).nullable()
                    && !type.id().contains(way.sourceKey().get(i));
            given += clearable && values.get(i) != null ? 1 : 0;
            missing += clearable && values.get(i) == null ? 1 : 0;
        }
        return given == 0 || missing == 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        name,
                        Problem.INCOMPLETE,
                        name + ": the key "
                                + Ids.describe(way.sourceKey(), values)
                                + " has a value in one component and none in another; give all of them, or none"));
    }

    private Mono<Violation> there(String name, Association way, List<Object> key) {
        Query query = Query.of(way.target()).where(Predicates.keyEquals(way.targetKey(), key));
        Path id = Path.of(way.target().id().get(0));
        Select select = Select.of(name, query.limit(1), List.of(id));
        return engine.sessions()
                .many(session -> session.select(select))
                .count()
                .flatMap(rows -> rows > 0 ? Mono.empty() : Mono.just(notFound(name, way, key)));
    }

    private static Violation notFound(String name, Association way, List<Object> key) {
        return new Violation(
                name,
                Problem.NOT_FOUND,
                name + ": no " + way.target().name() + " with " + Ids.describe(way.targetKey(), key)
                        + "; insert it first, or give another key");
    }
}
