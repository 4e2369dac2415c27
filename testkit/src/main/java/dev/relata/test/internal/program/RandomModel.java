package dev.relata.test.internal.program;

import dev.relata.model.OnDelete;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random records with ids of one or two components, values that may be null, references, and links of many to many. */
final class RandomModel {

    private static final int IDS = 5;

    /** A component of a record. */
    record Component(String name, ValueType type, boolean nullable) {}

    /** A to-one from one record to another, and its inverse. */
    record Reference(
            int number,
            Entity source,
            Entity target,
            List<Component> key,
            boolean optional,
            boolean unique,
            OnDelete onDelete) {

        String constant() {
            return "TO_" + number;
        }

        String inverse() {
            return "FROM_" + number;
        }
    }

    /** A many-to-many that is declared at both ends. */
    record Links(int number, Entity owner, Entity target) {

        String constant() {
            return "LINKS_" + number;
        }

        String inverse() {
            return "LINKED_" + number;
        }
    }

    /** A record. */
    static final class Entity {

        final String name;
        final List<Component> id;

        /** The ids that rows have, as expressions of their components. */
        final List<List<String>> ids;

        final List<Component> values;
        final List<Reference> references = new ArrayList<>();

        Entity(String name, List<Component> id, List<List<String>> ids, List<Component> values) {
            this.name = name;
            this.id = id;
            this.ids = ids;
            this.values = values;
        }

        List<Component> components() {
            List<Component> all = new ArrayList<>(id);
            references.forEach(reference -> all.addAll(reference.key()));
            all.addAll(values);
            return all;
        }
    }

    final List<Entity> entities = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    final List<Links> links = new ArrayList<>();
    private final Random random;

    RandomModel(Random random) {
        this.random = random;
        int size = 2 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            entities.add(entity("Type" + i));
        }
        for (int i = 0; i < size; i++) {
            int many = (i == 0 ? 0 : 1) + random.nextInt(2);
            for (int j = 0; j < many; j++) {
                refer(i);
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            links.add(new Links(links.size(), any(entities), any(entities)));
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Entity entity(String name) {
        int ids = random.nextInt(3) == 0 ? 2 : 1;
        List<Component> id = IntStream.range(0, ids)
                .mapToObj(i -> new Component("id" + i, any(ValueType.KEYS), false))
                .toList();
        List<Component> values = IntStream.rangeClosed(0, 1 + random.nextInt(4))
                .mapToObj(i -> new Component("value" + i, any(List.of(ValueType.values())), random.nextInt(3) == 0))
                .toList();
        List<List<String>> given = Stream.generate(
                        () -> id.stream().map(part -> any(part.type().values)).toList())
                .limit(IDS)
                .toList();
        return new Entity(name, id, given, values);
    }

    /** A reference that may not be null leads to a record that is there before, so that rows can be stored one after the other. */
    private void refer(int from) {
        boolean optional = from == 0 || random.nextInt(2) == 0;
        Entity source = entities.get(from);
        Entity target = optional ? any(entities) : entities.get(random.nextInt(from));
        int number = references.size();
        List<Component> key = IntStream.range(0, target.id.size())
                .mapToObj(i ->
                        new Component("key" + number + "x" + i, target.id.get(i).type(), optional))
                .toList();
        List<OnDelete> actions = new ArrayList<>(List.of(OnDelete.CASCADE, OnDelete.PROTECT, OnDelete.RESTRICT));
        if (optional) {
            actions.add(OnDelete.SET_NULL);
        }
        // The stand-in for MongoDB takes rows whose key is null as a whole for equal, where the key has several
        // components.
        boolean unique = random.nextInt(4) == 0 && (!optional || key.size() == 1);
        Reference reference = new Reference(number, source, target, key, optional, unique, any(actions));
        references.add(reference);
        source.references.add(reference);
    }
}
