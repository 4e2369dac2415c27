package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a component of a view is an aggregate over related rows.
 *
 * <pre>{@code
 * record AuthorView(
 *         String name,
 *         long booksCount,
 *         @Aggregated(function = SUM, of = "books.pages") long pages,
 *         @Aggregated(function = MAX, of = "books.publishedAt") @Nullable Instant latest) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Aggregated {

    /**
     * The function: SUM, MIN, MAX, AVG, or COUNT for the values that are not null.
     *
     * @return the function
     */
    Aggregation.Function function();

    /**
     * The name of a to-many and that of a component of its target: {@code books.pages} for the constant {@code BOOKS}.
     *
     * @return the name
     */
    String of();

    /**
     * Whether equal values count once.
     *
     * @return false by default
     */
    boolean distinct() default false;
}
