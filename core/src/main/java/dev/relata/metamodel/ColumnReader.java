package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Size;
import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how one component is stored, collecting every error. */
final class ColumnReader {

    private final String entity;
    private final RecordComponent component;
    private final List<String> errors;
    private final @Nullable Column column;

    ColumnReader(String entity, RecordComponent component, List<String> errors) {
        this.entity = entity;
        this.component = component;
        this.errors = errors;
        this.column = component.getAnnotation(Column.class);
    }

    String name() {
        return column == null || column.value().isEmpty() ? Naming.snake(component.getName()) : column.value();
    }

    @Nullable
    String declaredType() {
        return column == null || column.type().isEmpty() ? null : column.type();
    }

    @Nullable
    String defaultExpression() {
        DatabaseDefault given = component.getAnnotation(DatabaseDefault.class);
        return given == null || given.value().isBlank() ? null : given.value().strip();
    }

    Size size() {
        if (column == null) {
            return Size.DEFAULT;
        }
        Size size = new Size(column.length(), column.precision(), column.scale());
        check(size);
        return size;
    }

    private void check(Size size) {
        boolean given = !size.equals(Size.DEFAULT);
        if (given && declaredType() != null) {
            error("has a type and a length or precision: write both into the type, such as numeric(10,2)");
        } else if (size.length() < 0 || size.precision() < 0 || size.scale() < 0) {
            error("has a negative length, precision or scale: give 1 or more, or leave it out");
        } else if (size.scale() > size.precision()) {
            error("has " + size.scale() + " digits after the point of " + size.precision()
                    + ": give a precision that holds them");
        } else if (size.length() > 0 && size.precision() > 0) {
            error("has a length and a precision: a text has the one, a number or a time the other");
        }
    }

    /** Adds an error where no column holds the component's type. */
    void checkType() {
        String misfit = ValueCheck.misfit(component.getGenericType(), declaredType() != null);
        if (misfit != null) {
            error(misfit);
        }
    }

    private void error(String problem) {
        errors.add(entity + "." + component.getName() + " " + problem);
    }
}
