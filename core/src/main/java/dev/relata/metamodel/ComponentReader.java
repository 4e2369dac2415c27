package dev.relata.metamodel;

import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.metamodel.Attribute.Writability;
import dev.relata.model.Column;
import dev.relata.model.Converter;
import dev.relata.model.CreatedAt;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ReadOnly;
import dev.relata.model.RecordMapping;
import dev.relata.model.RecordMapping.Role;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one component of a record as an attribute, collecting every error. */
final class ComponentReader {

    private static final Set<Class<?>> TIMES =
            Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class, LocalDateTime.class);

    private final String entity;
    private final RecordComponent component;
    private final RecordMapping.Component said;
    private final ModelOptions options;
    private final List<String> errors;
    private final @Nullable Column column;

    ComponentReader(
            String entity,
            RecordComponent component,
            RecordMapping.Component said,
            ModelOptions options,
            List<String> errors) {
        this.entity = entity;
        this.component = component;
        this.said = said;
        this.options = options;
        this.errors = errors;
        this.column = RecordShape.annotation(component, Column.class);
    }

    Attribute read(int index) {
        String named = column == null || column.type().isEmpty() ? null : column.type();
        String declaredType = xmin() ? Xmin.TYPE : named;
        Converter<Object, Object> converter = xmin() ? Xmin.CONVERTER : converter(component.getType());
        Type stored = converter == null ? component.getGenericType() : converter.storedType();
        String misfit = UnsupportedTypes.misfit(stored, declaredType != null);
        if (misfit != null) {
            error(misfit);
        }
        Generation generation = generation();
        boolean times = generation == Generation.VERSION
                || generation == Generation.CREATED_AT
                || generation == Generation.UPDATED_AT;
        errorIf(
                times && converter != null && !xmin(),
                "has a converter, and Relata gives its values itself: @Version, @CreatedAt and @UpdatedAt need a component"
                        + " without one");
        checkLabels(converter == null ? component.getType() : converter.storedType());
        return new Attribute(
                entity,
                component.getName(),
                columnName(),
                stored,
                declaredType,
                size(declaredType != null),
                defaultExpression(),
                nullable(),
                generation,
                writes(),
                index,
                component.getGenericType(),
                converter);
    }

    @SuppressWarnings("unchecked") // a converter is kept under the class of its values
    private @Nullable Converter<Object, Object> converter(Class<?> type) {
        Converter<Object, Object> own =
                (Converter<Object, Object>) options.converters().get(type);
        if (own != null || !type.isArray()) {
            return own;
        }
        Converter<Object, Object> element = converter(type.getComponentType());
        return element == null ? null : new ArrayConverter(type.getComponentType(), element);
    }

    /** Constants of an enum, alone or in an array, are stored under their labels. */
    private void checkLabels(Class<?> type) {
        if (type.isArray()) {
            checkLabels(type.getComponentType());
        } else if (type.isEnum()) {
            try {
                EnumLabels.of(type);
            } catch (IllegalArgumentException e) {
                error("is of type " + type.getSimpleName() + ", but " + e.getMessage());
            }
        }
    }

    /** Whether the component is the version that the store itself keeps. */
    private boolean xmin() {
        Version version = RecordShape.annotation(component, Version.class);
        return version != null && version.value() == Version.Source.XMIN;
    }

    private String columnName() {
        if (xmin()) {
            return Xmin.COLUMN;
        }
        return GivenNames.name(
                entity + "." + component.getName(),
                "column",
                column == null || column.value().isEmpty() ? null : column.value(),
                said.column(),
                () -> columnByNaming(),
                errors);
    }

    private String columnByNaming() {
        String place = entity + "." + component.getName();
        return GivenNames.made(options.naming().column(component.getName()), place, "column", errors);
    }

    /** Another library lets an id be null until the row is stored, and says so nowhere. */
    private boolean nullable() {
        return RecordShape.nullable(component)
                || said.is(Role.NULLABLE)
                || said.is(Role.ID) && !component.getType().isPrimitive();
    }

    private @Nullable String defaultExpression() {
        DatabaseDefault given = RecordShape.annotation(component, DatabaseDefault.class);
        if (!computedBy().isEmpty()) {
            return computedBy();
        }
        return given == null || given.value().isBlank() ? null : given.value().strip();
    }

    private Size size(boolean typed) {
        if (column == null) {
            return Size.DEFAULT;
        }
        Size size = new Size(column.length(), column.precision(), column.scale());
        if (typed && !size.equals(Size.DEFAULT)) {
            error("has a type and a length or precision: write both into the type, such as numeric(10,2)");
        } else if (size.length() < 0 || size.precision() < 0 || size.scale() < 0) {
            error("has a negative length, precision or scale: give 1 or more, or leave it out");
        } else if (size.scale() > size.precision()) {
            error("has " + size.scale() + " digits after the point of " + size.precision()
                    + ": give a precision that holds them");
        } else if (size.length() > 0 && size.precision() > 0) {
            error("has a length and a precision: a text has the one, a number or a time the other");
        }
        return size;
    }

    private Generation generation() {
        String ofType = "is of type " + component.getType().getSimpleName();
        boolean id = has(Id.class) || said.is(Role.ID);
        if (has(Version.class) || said.is(Role.VERSION)) {
            checkVersion(ofType);
            errorIf(id, "is part of the id, which never changes: @Version needs a component of its own");
            return Generation.VERSION;
        }
        boolean created = has(CreatedAt.class) || said.is(Role.CREATED_AT);
        if (created || has(UpdatedAt.class) || said.is(Role.UPDATED_AT)) {
            errorIf(
                    !TIMES.contains(component.getType()),
                    ofType + ": @CreatedAt and @UpdatedAt need an Instant, OffsetDateTime, ZonedDateTime or"
                            + " LocalDateTime");
            return created ? Generation.CREATED_AT : Generation.UPDATED_AT;
        }
        if (!computedBy().isEmpty()) {
            return Generation.COMPUTED;
        }
        boolean filled = id && nullable() || has(DatabaseDefault.class) || isReadOnly();
        return filled ? Generation.DATABASE : Generation.NONE;
    }

    private void checkVersion(String ofType) {
        Class<?> type = component.getType();
        if (xmin()) {
            errorIf(
                    type != Long.class || !nullable(),
                    ofType + ": @Version(XMIN) needs a @Nullable Long, null until the row is stored");
            errorIf(column != null, "is @Version(XMIN) and has a @Column: the store keeps it, drop the @Column");
            return;
        }
        boolean time = TIMES.contains(type) && type != ZonedDateTime.class;
        errorIf(
                !counts(type) && !time,
                ofType + ": @Version needs an int or a long, or an Instant, OffsetDateTime or LocalDateTime");
    }

    private boolean counts(Class<?> type) {
        boolean boxed = said.is(Role.VERSION) && (type == Integer.class || type == Long.class);
        return boxed || type == int.class || type == long.class;
    }

    private boolean isReadOnly() {
        return has(ReadOnly.class) || said.is(Role.READ_ONLY);
    }

    private Writability writes() {
        if (isReadOnly()) {
            checkReadOnly();
            return Writability.NEVER;
        }
        if (xmin()) {
            return Writability.NEVER;
        }
        boolean once = has(CreatedAt.class) || said.is(Role.CREATED_AT) || said.is(Role.INSERT_ONLY);
        return once ? Writability.ON_INSERT : Writability.ALWAYS;
    }

    /** What another library says of a component is taken as it is. */
    private void checkReadOnly() {
        if (has(ReadOnly.class)) {
            errorIf(
                    has(Id.class) && !component.getDeclaringRecord().isAnnotationPresent(ReadOnly.class),
                    "is @Id and @ReadOnly: drop @ReadOnly, an id that is null is left to the database anyway");
            errorIf(
                    has(Version.class) || has(CreatedAt.class) || has(UpdatedAt.class),
                    "is @ReadOnly and filled by Relata: drop @ReadOnly, or the annotation that fills it");
            errorIf(
                    !computedBy().isEmpty() && has(DatabaseDefault.class),
                    "is computed from " + computedBy()
                            + " and has a @DatabaseDefault: a column has the one or the other");
        }
    }

    private String computedBy() {
        ReadOnly given = RecordShape.annotation(component, ReadOnly.class);
        return given == null ? "" : given.value().strip();
    }

    private boolean has(Class<? extends Annotation> annotation) {
        return RecordShape.annotation(component, annotation) != null;
    }

    private void errorIf(boolean wrong, String problem) {
        if (wrong) {
            error(problem);
        }
    }

    private void error(String problem) {
        errors.add(entity + "." + component.getName() + " " + problem);
    }
}
