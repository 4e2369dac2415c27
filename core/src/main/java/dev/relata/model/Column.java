package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a component is stored, where the default (the snake_case name, the type by the Java type) does not fit. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {

    /**
     * The name of the column.
     *
     * @return the name, unquoted; empty for the default
     */
    String value() default "";

    /**
     * The column's type in the store's own words, such as {@code citext} or {@code numeric(10,2)}.
     *
     * @return the type; empty for the default of the Java type
     */
    String type() default "";
}
