package dev.relata.schema.live;

import dev.relata.metamodel.Attribute.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are in Java. Immutable.
 *
 * @param element the boxed class of one value, or of one element of an array; {@code Enum} where {@code labels} says which
 * @param dimensions the number of dimensions of an array, 0 for a single value
 * @param labels the values of an enumerated type, or null
 * @param size the length or precision that the column has beside the type that the Java type stands for
 * @param declared whether a component must name the type of the column, for the Java type stands for another one
 */
public record LiveJavaType(
        Class<?> element, int dimensions, @Nullable LiveEnum labels, Size size, boolean declared) {}
