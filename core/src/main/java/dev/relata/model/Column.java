package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a component is stored, where the default (the snake_case name, the type by the Java type) does not fit. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
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

    /**
     * The most characters of a text.
     *
     * @return 1 or more; 0 for no limit
     */
    int length() default 0;

    /**
     * The digits of a decimal number, those after the point included; of a time, the digits of its fractions of a second.
     *
     * @return 1 or more; 0 for the default of the type
     */
    int precision() default 0;

    /**
     * The digits of a decimal number after its point; only together with {@link #precision}.
     *
     * @return 0 or more
     */
    int scale() default 0;
}
