package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of a value that it refused, so far as it does. Immutable.
 *
 * @param attributes the attributes that it names, empty where it names none
 * @param test whether a value of an attribute may be what was refused; with attributes that are named, a row is the refused one
 *     where this is true of all of them
 * @param rowText the values of the refused row, as the store writes them, or null where it does not
 * @param row where the refused row stands in the request, from 1; 0 where the store does not say
 */
public record Refused(
        List<Attribute> attributes,
        BiPredicate<Attribute, @Nullable Object> test,
        @Nullable String rowText,
        int row) {

    /** Nothing is known. */
    public static final Refused UNKNOWN = new Refused(List.of(), (attribute, value) -> false, null, 0);

    /** Copies the list. */
    public Refused {
        attributes = List.copyOf(attributes);
    }
}
