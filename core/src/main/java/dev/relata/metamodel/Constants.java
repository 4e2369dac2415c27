package dev.relata.metamodel;

import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The relationship constants found in the records of a model, each by the name of its field. */
final class Constants {

    private final Map<Class<?>, Map<String, Relationship<?, ?>>> byType = new LinkedHashMap<>();
    private final Map<Relationship<?, ?>, String> names = new LinkedHashMap<>();
    private final Map<RelationshipMapping, String> mappings = new IdentityHashMap<>();

    /** Initialises every record on this thread, one after another, and reads its constants. */
    static Constants read(Collection<Class<?>> types, List<String> errors) {
        Constants constants = new Constants();
        List<Class<?>> initialised = types.stream()
                .filter(type -> initialise(type, errors))
                .<Class<?>>map(type -> type)
                .toList();
        initialised.forEach(type -> constants.readFields(type, errors));
        return constants;
    }

    private static boolean initialise(Class<?> type, List<String> errors) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            errors.add(type.getName() + " cannot be initialised (" + cause
                    + "): a constant that reads another record's constant directly may do this; give it as a supplier,"
                    + " () -> " + type.getSimpleName() + ".NAME");
            return false;
        }
    }

    private void readFields(Class<?> type, List<String> errors) {
        Map<String, Relationship<?, ?>> constants = new LinkedHashMap<>();
        byType.put(type, constants);
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && Relationship.class.isAssignableFrom(field.getType())) {
                readField(type, field, constants, errors);
            }
        }
    }

    private void readField(Class<?> type, Field field, Map<String, Relationship<?, ?>> constants, List<String> errors) {
        String name = type.getSimpleName() + "." + field.getName();
        Object value = value(field, name, errors);
        if (!Modifier.isFinal(field.getModifiers())) {
            errors.add(name + " is not final: declare relationships as static final constants");
        } else if (value instanceof Relationship<?, ?> declared) {
            constants.put(field.getName(), declared);
            names.putIfAbsent(declared, name);
            mappings.putIfAbsent(declared.mapping(), name);
        }
    }

    private static @Nullable Object value(Field field, String name, List<String> errors) {
        try {
            field.setAccessible(true);
            Object value = field.get(null);
            if (value == null) {
                errors.add(name + " is null: it was read before its record was initialised, because constants read each"
                        + " other directly; give the other one as a supplier");
            }
            return value;
        } catch (IllegalAccessException | LinkageError | RuntimeException e) {
            errors.add(name + " cannot be read (" + e + "): where it is in a named module, add `opens "
                    + field.getDeclaringClass().getPackageName() + ";`");
            return null;
        }
    }

    /** Returns every constant with its name; an alias of a constant has the name of the first. */
    Map<Relationship<?, ?>, String> all() {
        return names;
    }

    Optional<Relationship<?, ?>> find(Class<?> type, String constant) {
        return Optional.ofNullable(byType.getOrDefault(type, Map.of()).get(constant));
    }

    Collection<String> namesIn(Class<?> type) {
        return byType.getOrDefault(type, Map.of()).keySet();
    }

    /** The constant's own name, else that of the relation it is a view of, else that of its other side. */
    String nameOf(Relationship<?, ?> declared) {
        String own = names.get(declared);
        return own == null ? nameOf(declared.mapping()) : own;
    }

    String nameOf(RelationshipMapping mapping) {
        String known = mappings.get(mapping);
        if (known != null) {
            return known;
        }
        if (mapping.mirror() != null) {
            return nameOf(mapping.mirror()) + ".inverse()";
        }
        return mapping.owner().describe() + " → " + mapping.target().describe();
    }
}
