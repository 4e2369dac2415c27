package dev.relata.internal.write;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.query.Violation;
import dev.relata.query.Violation.Problem;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds everything that would make the write of a row fail. Immutable, thread-safe; cold.
 *
 * @param <E> the record
 */
public final class Validation<E> {

    private final Model model;
    private final Sessions sessions;
    private final Store.Open store;
    private final EntityType<E> type;

    /**
     * Makes the validation.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param store the store, which knows what it can keep
     * @param type the type
     */
    public Validation(Model model, Sessions sessions, Store.Open store, EntityType<E> type) {
        this.model = model;
        this.sessions = sessions;
        this.store = store;
        this.type = type;
    }

    /** A key of the row that has a value. */
    private record Given(Reference reference, List<Object> key) {

        /** What one statement answers: the rows of one type by one key. */
        Association target() {
            return Association.byKey(reference.parent(), reference.parentKey());
        }
    }

    /**
     * Looks at a row, without writing it.
     *
     * @param entity the row
     * @return what is wrong, in the order of the components and then of the relationships; a statement for each type that a
     *     key with a value refers to
     */
    public Mono<List<Violation>> of(E entity) {
        return Mono.defer(() -> {
            List<Violation> violations = new ArrayList<>();
            type.attributes()
                    .forEach(attribute ->
                            value(attribute, type.value(entity, attribute)).ifPresent(violations::add));
            Map<Reference, Violation> ofKeys = new HashMap<>();
            Map<Association, List<Given>> targets = new LinkedHashMap<>();
            for (Reference reference : references()) {
                List<@Nullable Object> values = values(reference.key(), entity);
                List<Object> key = PredicateBuilder.complete(values);
                if (key == null) {
                    incomplete(reference, values).ifPresent(violation -> ofKeys.put(reference, violation));
                } else if (!isItself(reference, key, entity)) {
                    Given given = new Given(reference, key);
                    targets.computeIfAbsent(given.target(), any -> new ArrayList<>())
                            .add(given);
                }
            }
            return Flux.fromIterable(targets.entrySet())
                    .concatMap(target -> missing(target.getKey(), target.getValue()))
                    .doOnNext(given -> ofKeys.put(given.reference(), notFound(given.reference(), given.key())))
                    .then(Mono.fromSupplier(() -> {
                        references().stream()
                                .map(ofKeys::get)
                                .filter(Objects::nonNull)
                                .forEach(violations::add);
                        return List.copyOf(violations);
                    }));
        });
    }

    /** The keys that no row has, in the order given: the store compares them, and answers by their positions. */
    private Flux<Given> missing(Association target, List<Given> keys) {
        Query rows = Query.of(target.target()).limit(1);
        Select select = Select.of(
                        label(keys),
                        rows,
                        List.of(Path.of(target.target().naming().get(0))))
                .forEach(new KeyBatch(target, keys.stream().map(Given::key).toList()));
        return sessions.in(Access.WRITE, session -> session.select(select))
                .map(row -> (Integer) row[0])
                .collect(Collectors.toSet())
                .flatMapIterable(there -> IntStream.range(0, keys.size())
                        .filter(position -> !there.contains(position))
                        .mapToObj(keys::get)
                        .toList());
    }

    private String label(List<Given> keys) {
        return keys.size() == 1 ? keys.get(0).reference().name() : type.name() + ".validate";
    }

    private Optional<Violation> value(Attribute attribute, @Nullable Object value) {
        boolean left = value == null && attribute.generation() != Generation.NONE;
        if (left || attribute.writes() == Attribute.Writability.NEVER) {
            return Optional.empty();
        }
        try {
            AttributeValues.required(attribute, value);
            AttributeValues.fits(attribute, value);
            if (value != null) {
                store.check(attribute, value);
            }
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

    /** The keys of the row that refer to something, each once: its own, those that only another record declares, and a link's. */
    private List<Reference> references() {
        return model.references().stream()
                .filter(reference -> reference.child() == type)
                .toList();
    }

    private List<@Nullable Object> values(List<Attribute> attributes, E entity) {
        List<@Nullable Object> values = new ArrayList<>();
        attributes.forEach(attribute -> values.add(type.value(entity, attribute)));
        return values;
    }

    /** A row may refer to itself, though it is not there yet. */
    private boolean isItself(Reference reference, List<Object> key, E entity) {
        List<Object> own =
                reference.parent() == type ? PredicateBuilder.complete(values(reference.parentKey(), entity)) : null;
        return own != null && Ids.identity(own).equals(Ids.identity(key));
    }

    /** Components that are part of the id have a value where the relation is empty, too. */
    private Optional<Violation> incomplete(Reference reference, List<@Nullable Object> values) {
        int given = 0;
        int missing = 0;
        for (Attribute attribute : reference.clearable()) {
            boolean set = values.get(reference.key().indexOf(attribute)) != null;
            given += set ? 1 : 0;
            missing += set ? 0 : 1;
        }
        return given == 0 || missing == 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        reference.name(),
                        Problem.INCOMPLETE,
                        reference.name() + ": the key "
                                + described(reference.key(), values)
                                + " has a value in one component and none in another; give all of them, or none"));
    }

    /** A violation is shown to those who gave the row, and logged: it has no values, as errors have none. */
    private static String described(List<Attribute> attributes, List<? extends @Nullable Object> key) {
        return ValueText.withoutValues(Ids.describe(attributes, key));
    }

    private static Violation notFound(Reference reference, List<Object> key) {
        String from = reference.key().stream().map(Attribute::qualifiedName).collect(Collectors.joining(", "));
        return new Violation(
                reference.name(),
                Problem.NOT_FOUND,
                reference.name() + ": no " + reference.parent().name() + " with "
                        + described(reference.parentKey(), key) + ", which " + from
                        + " refers to; insert it first, or give another key");
    }
}
