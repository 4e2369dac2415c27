package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Read and never written: a component whose column the database computes, or a record whose rows Relata does not write.
 *
 * <p>A <b>component</b> is left out of inserts, updates, upserts and bulk writes, whatever the row holds, and has the stored
 * value in the rows that they answer. An assignment of it, and a write of a relationship that goes by it, is refused.
 *
 * <p>A <b>record</b> is a database view, or a table that others write. It may leave out {@link Id}; then whatever finds a row
 * by its id is refused (pages, {@code find}, {@code ids()}, recursion), and an order is not made total by the id: rows that are
 * equal in the given order come in any order. Every write of its rows is refused, on subscribe and before any I/O. Its rows
 * protect nothing, no delete and no change of a key reaches them, no table is created for it, and only its columns are compared
 * with the schema. It may share its table with another record.
 *
 * <pre>{@code
 * @ReadOnly
 * public record CustomerList(String name, @Nullable String city) {}
 *
 * public record Film(@Id @Nullable Integer id, String title, @ReadOnly("upper(title)") @Nullable String sortTitle) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
public @interface ReadOnly {

    /**
     * What the database computes the column from, in the store's own words, such as {@code upper(title)}; needed only where
     * Relata writes the DDL. Not on a record.
     *
     * @return the expression; empty where the schema is made elsewhere
     */
    String value() default "";
}
