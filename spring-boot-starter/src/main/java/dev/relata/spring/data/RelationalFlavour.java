package dev.relata.spring.data;

import dev.relata.model.RecordMapping.Name;
import dev.relata.model.RecordMapping.Role;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.RelationalPersistentEntity;
import org.springframework.data.relational.core.mapping.RelationalPersistentProperty;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.SqlIdentifier;
import org.springframework.util.StringUtils;

/**
 * Spring Data's mapping of tables.
 *
 * @param named whether names that no annotation gives are those of the mapping context's naming strategy
 */
record RelationalFlavour(boolean named)
        implements DataMapping.Flavour<RelationalPersistentEntity<?>, RelationalPersistentProperty> {

    @Override
    public @Nullable Name table(RelationalPersistentEntity<?> entity) {
        Table table = entity.findAnnotation(Table.class);
        boolean written = table != null && (StringUtils.hasText(table.value()) || StringUtils.hasText(table.schema()));
        return name(entity.getQualifiedTableName(), written, Table.class);
    }

    @Override
    public @Nullable Name column(RelationalPersistentProperty property) {
        return name(property.getColumnName(), property.hasExplicitColumnName(), Column.class);
    }

    private @Nullable Name name(SqlIdentifier identifier, boolean written, Class<?> annotation) {
        if (!written && !named) {
            return null;
        }
        String name = identifier.stream().map(RelationalFlavour::name).collect(Collectors.joining("."));
        return new Name(name, written ? annotation.getName() : null);
    }

    /** The database folds a name without quotes, and Relata quotes all. */
    private static String name(SqlIdentifier part) {
        boolean quoted = part.toSql(IdentifierProcessing.ANSI).startsWith("\"");
        return quoted ? part.getReference() : part.getReference().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Role> roles(RelationalPersistentProperty property) {
        if (property.isIdProperty()) {
            return Set.of(Role.ID);
        }
        return property.isInsertOnly() ? Set.of(Role.INSERT_ONLY) : Set.of();
    }

    @Override
    public @Nullable String refusal(RelationalPersistentProperty property) {
        if (property.isAnnotationPresent(Embedded.class)) {
            return "@Embedded, which Relata does not have: write its components out";
        }
        if (property.isEmbedded()) {
            return "an id of several columns in a record of its own: give the record a component with @Id for each";
        }
        if (property.isAnnotationPresent(MappedCollection.class)) {
            return "a @MappedCollection: declare a relationship, oneToMany(…), instead of the component";
        }
        if (property.getSequence() != null) {
            return "filled by @Sequence: give the column DEFAULT nextval('…') and drop the annotation";
        }
        return property.isAssociation()
                ? "a reference of Spring Data: make it the key itself, and declare manyToOne(…) by it"
                : null;
    }
}
