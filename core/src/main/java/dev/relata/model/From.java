package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a component of a view is filled from, where its own name does not. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface From {

    /**
     * The name of a component of the entity, such as {@code publishedAt}, or of a relationship: {@code books} for the
     * constant {@code BOOKS}.
     *
     * @return the name
     */
    String value();
}
