package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component that the database fills when it is null on insert. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface DatabaseDefault {

    /**
     * What fills it, in the store's own words, such as {@code now()}; needed only where Relata writes the DDL.
     *
     * @return the expression; empty where the schema is made elsewhere
     */
    String value() default "";
}
