package dev.relata.internal.export;

import dev.relata.error.InvalidValueException;
import dev.relata.internal.record.WholeNumbers;
import dev.relata.metamodel.Attribute;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes one column of a row. Immutable. */
final class JsonColumn {

    private static final byte[] NULL = JsonFrame.bytes("null");

    private final Attribute attribute;
    private final byte[] name;
    private final JsonValue values;
    private final @Nullable JsonText texts;
    private final boolean digits;

    /**
     * Makes a column.
     *
     * @param name what stands before a value, with what separates it from the one before
     * @param values writes the values as users see them
     * @param texts writes strings
     */
    JsonColumn(Attribute attribute, byte[] name, JsonValue values, JsonText texts) {
        boolean converted = attribute.converter() != null;
        this.attribute = attribute;
        this.name = name;
        this.values = values;
        this.texts = converted || attribute.valueClass() != String.class ? null : texts;
        this.digits = !converted && WholeNumbers.holds(attribute.valueClass());
    }

    Attribute attribute() {
        return attribute;
    }

    boolean number(BufferOutput out, long value) {
        if (!digits) {
            return value(out, WholeNumbers.as(attribute.valueClass(), value));
        }
        out.write(name);
        return JsonValue.number(out, value);
    }

    boolean text(BufferOutput out, byte[] utf8, int offset, int length) {
        if (texts == null) {
            return value(out, new String(utf8, offset, length, StandardCharsets.UTF_8));
        }
        out.write(name);
        return texts.write(out, utf8, offset, length);
    }

    /** Writes a value as it is stored; returns false for one that is left to the mapper, or refused by the record. */
    boolean value(BufferOutput out, @Nullable Object stored) {
        if (stored == null && (!attribute.nullable() || attribute.primitive())) {
            return false;
        }
        try {
            return component(out, attribute.toValue(stored));
        } catch (InvalidValueException refused) {
            // Said anew, and in full, when the record is made.
            return false;
        }
    }

    /** Writes a value as users see it; returns false for one that is left to the mapper. */
    boolean component(BufferOutput out, @Nullable Object value) {
        out.write(name);
        if (value == null) {
            out.write(NULL);
            return true;
        }
        return values.write(out, value);
    }
}
