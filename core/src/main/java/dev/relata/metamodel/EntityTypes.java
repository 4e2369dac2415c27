package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.TypeRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of a model's records, in the order given. Immutable. */
record EntityTypes(Map<Class<?>, EntityType<?>> byRecord) {

    /** Reads every record; adds what is wrong with one, and leaves out a type of which nothing can be made. */
    static EntityTypes read(Collection<Class<?>> records, ModelOptions options, List<String> errors) {
        Map<Class<?>, EntityType<?>> types = new LinkedHashMap<>();
        for (Class<?> type : records) {
            EntityType<?> read = EntityReader.read(type, options, errors);
            if (read != null) {
                types.put(type, read);
            }
        }
        return new EntityTypes(types);
    }

    @Nullable
    EntityType<?> get(Class<?> type) {
        return byRecord.get(type);
    }

    /** Returns the only type that a reference matches; an error begins with the name of the relationship that refers. */
    EntityType<?> find(TypeRef reference, String relationship) {
        List<EntityType<?>> found = byRecord.values().stream()
                .filter(entity -> reference.matches(entity.javaType()))
                .<EntityType<?>>map(entity -> entity)
                .toList();
        String refers = relationship + " refers to " + reference.describe();
        if (found.isEmpty()) {
            throw new ModelException(List.of(
                    refers + ", which is not in the model: add " + reference.describe() + ".class to model(…)"));
        }
        if (found.size() > 1) {
            throw new ModelException(List.of(refers + ", of which the model has several: "
                    + found.stream().map(type -> type.javaType().getName()).toList() + "; give the full name"));
        }
        return found.get(0);
    }
}
