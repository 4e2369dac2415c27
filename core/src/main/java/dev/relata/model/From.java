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
     * constant {@code BOOKS}. Names with dots between them lead over to-ones to a component of the record at their end:
     * {@code album.artist.name} is the name of the artist of the album, read in the same statement, and null where one of the rows is
     * missing.
     *
     * @return the name
     */
    String value();
}
