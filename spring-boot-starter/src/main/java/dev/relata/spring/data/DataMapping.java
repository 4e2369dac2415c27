package dev.relata.spring.data;

import dev.relata.model.RecordMapping;
import dev.relata.model.RecordMapping.Component;
import dev.relata.model.RecordMapping.Name;
import dev.relata.model.RecordMapping.Role;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.LastModifiedDate;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.mapping.MappingException;
import org.springframework.data.mapping.PersistentEntity;
import org.springframework.data.mapping.PersistentProperty;
import org.springframework.data.mapping.context.MappingContext;

/**
 * Says how records are stored as Spring Data understands them. What it can and Relata cannot is an error. Thread-safe, as the
 * mapping context is.
 *
 * @param <E> an entity of Spring Data
 * @param <P> a property of Spring Data
 */
final class DataMapping<E extends PersistentEntity<?, P>, P extends PersistentProperty<P>>
        implements Function<Class<?>, RecordMapping> {

    /** What is different for each store of Spring Data. */
    interface Flavour<E, P> {

        @Nullable
        Name table(E entity);

        @Nullable
        Name column(P property);

        Set<Role> roles(P property);

        /** Returns what Relata does not have and what to do instead, or null where it has all. */
        @Nullable
        String refusal(P property);
    }

    private final MappingContext<? extends E, P> context;
    private final Flavour<E, P> flavour;

    DataMapping(MappingContext<? extends E, P> context, Flavour<E, P> flavour) {
        this.context = context;
        this.flavour = flavour;
    }

    @Override
    public RecordMapping apply(Class<?> record) {
        try {
            E entity = context.getPersistentEntity(record);
            return entity == null || !record.isRecord() ? RecordMapping.NONE : mapping(record, entity);
        } catch (MappingException e) {
            return new RecordMapping(
                    null,
                    Map.of(),
                    List.of(record.getSimpleName() + " is refused by Spring Data (" + e.getMessage()
                            + "): correct its annotations"));
        }
    }

    private RecordMapping mapping(Class<?> record, E entity) {
        Map<String, Component> components = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            P stored = entity.getPersistentProperty(component.getName());
            P property = stored == null ? entity.getTransientProperty(component.getName()) : stored;
            if (property != null) {
                components.put(component.getName(), component(property));
                addRefusal(record, property, errors);
            }
        }
        return new RecordMapping(flavour.table(entity), components, errors);
    }

    private Component component(P property) {
        if (property.isTransient()) {
            return new Component(null, Set.of(Role.TRANSIENT));
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(flavour.roles(property));
        addIf(roles, Role.VERSION, property.isVersionProperty());
        addIf(roles, Role.CREATED_AT, property.isAnnotationPresent(CreatedDate.class));
        addIf(roles, Role.UPDATED_AT, property.isAnnotationPresent(LastModifiedDate.class));
        addIf(roles, Role.READ_ONLY, property.isAnnotationPresent(ReadOnlyProperty.class));
        return new Component(flavour.column(property), roles);
    }

    private static void addIf(Set<Role> roles, Role role, boolean wanted) {
        if (wanted) {
            roles.add(role);
        }
    }

    private void addRefusal(Class<?> record, P property, List<String> errors) {
        String refusal = property.isTransient() ? null : flavour.refusal(property);
        if (refusal != null) {
            errors.add(record.getSimpleName() + "." + property.getName() + " is " + refusal
                    + ", or leave the record out of the model by a bean RelataModel");
        }
    }
}
