package dev.relata.spring.data;

import dev.relata.model.Id;
import dev.relata.model.RecordMapping.Name;
import dev.relata.model.RecordMapping.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.mapping.FieldType;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;
import org.springframework.util.StringUtils;

/**
 * Spring Data's mapping of MongoDB's collections.
 *
 * @param named whether names that no annotation gives are those of the mapping context
 */
record MongoFlavour(boolean named) implements DataMapping.Flavour<MongoPersistentEntity<?>, MongoPersistentProperty> {

    @Override
    public @Nullable Name table(MongoPersistentEntity<?> entity) {
        Document document = AnnotatedElementUtils.findMergedAnnotation(entity.getType(), Document.class);
        boolean written = document != null && StringUtils.hasText(document.collection());
        if (!written && !named) {
            return null;
        }
        return new Name(entity.getCollection(), written ? Document.class.getName() : null);
    }

    /** The field of an id is {@code _id}, for Relata too. */
    @Override
    public @Nullable Name column(MongoPersistentProperty property) {
        boolean written = property.hasExplicitFieldName();
        if (isId(property) || !written && !named) {
            return null;
        }
        return new Name(property.getFieldName(), written ? Field.class.getName() : null);
    }

    /** Spring Data takes a component named id for the id; a record that has an id of Relata's says itself which it is. */
    private static boolean isId(MongoPersistentProperty property) {
        return property.isExplicitIdProperty()
                || property.isIdProperty() && !hasOwnId(property.getOwner().getType());
    }

    private static boolean hasOwnId(Class<?> record) {
        for (var component : record.getRecordComponents()) {
            if (component.isAnnotationPresent(Id.class)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<Role> roles(MongoPersistentProperty property) {
        return isId(property) ? Set.of(Role.ID) : Set.of();
    }

    @Override
    public @Nullable String refusal(MongoPersistentProperty property) {
        if (isId(property) && property.getType() == String.class && !keptAsText(property)) {
            return "a text that Spring Data stores as an ObjectId: declare it as an org.bson.types.ObjectId, or annotate it"
                    + " with @MongoId, which stores the text";
        }
        if (property.isUnwrapped()) {
            return "@Unwrapped, which Relata does not have: write its components out";
        }
        return property.isDbReference() || property.isDocumentReference()
                ? "a reference of Spring Data: make it the key itself, and declare manyToOne(…) by it"
                : null;
    }

    private static boolean keptAsText(MongoPersistentProperty property) {
        Field field = property.findAnnotation(Field.class);
        return field != null && (field.targetType() == FieldType.IMPLICIT || field.targetType() == FieldType.STRING);
    }
}
