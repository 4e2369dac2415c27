package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An entity's default order: component names, each optionally followed by {@code asc} or {@code desc}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OrderBy {

    /**
     * The order, most significant first, such as {@code {"publishedAt desc", "title"}}.
     *
     * @return the terms
     */
    String[] value();
}
