package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text that a constant of an enum is stored as, where that is not its name.
 *
 * <pre>{@code
 * public enum Rating { G, PG, @Label("PG-13") PG_13, R, @Label("NC-17") NC_17 }
 * }</pre>
 *
 * <p>A constant without it is stored under the name that {@code @JsonProperty} of Jackson gives it, else under its own name. No
 * two constants of an enum may have one label. Inside a JSON column Jackson writes the values, by its own annotations alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Label {

    /**
     * The stored text.
     *
     * @return the label, such as {@code PG-13}
     */
    String value();
}
