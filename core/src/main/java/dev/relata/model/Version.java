package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An int or long that counts the changes of a row, so that a writer who has not seen the last one is refused.
 *
 * <p>Every change of a row adds one, whoever makes it. A write that is given the row itself (update, upsert, delete, the set
 * of a to-one) is carried out only where the stored version is the given one; else {@code StaleRowException}, and nothing is
 * written. A write that is given a selection counts up without comparing. An insert stores the version as given: 0 in a
 * draft.
 *
 * <pre>{@code
 * public record Page(@Id @Nullable Long id, String text, @Version int version) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Version {}
