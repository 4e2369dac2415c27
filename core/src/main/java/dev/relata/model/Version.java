package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What tells one state of a row from another, so that a writer who has not seen the last one is refused: an int or long that counts
 * the changes, the time of the last one, or what the store itself keeps of each row.
 *
 * <p>Every change of a row sets it anew, whoever makes it: a number to the next one, an {@code Instant}, {@code OffsetDateTime} or
 * {@code LocalDateTime} to the present, and strictly later than before. A write that is given the row itself (update, upsert,
 * delete, the set of a to-one) is carried out only where the stored version is the given one; else {@code StaleRowException}, and
 * nothing is written. A write that is given a selection counts up without comparing. An insert stores the version as given: 0 in a
 * draft; a time that is null is the present. The row that a write answers has the version that it now has.
 *
 * <p>{@link Source#XMIN} needs no column: PostgreSQL's own {@code xmin} is compared, which is only read. An upsert cannot compare it
 * and is refused. In a bulk write of a stream, a row that comes again in a later chunk is stale where its version is no number.
 *
 * <pre>{@code
 * public record Page(@Id @Nullable Long id, String text, @Version int version) {}
 * public record Note(@Id @Nullable Long id, String text, @Version @Nullable Instant changedAt) {}
 * public record Film(@Id Integer id, String title, @Version(Version.Source.XMIN) @Nullable Long version) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Version {

    /** What a version is. */
    enum Source {
        /** A column of the row, a number or a time by the type of the component. */
        COLUMN,
        /** The system column {@code xmin} of PostgreSQL; needs {@code Capability.ROW_VERSIONS} and a nullable Long. */
        XMIN
    }

    /**
     * What the version is.
     *
     * @return a column by default
     */
    Source value() default Source.COLUMN;
}
