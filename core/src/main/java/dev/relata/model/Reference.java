package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that every node of a cluster has all rows of a record, so that rows which are {@link Distributed} are joined with them where they
 * are: for small tables that change seldom, such as countries or currencies. On a server that has no nodes it changes nothing.
 *
 * <p>A reference may not hold the key of a distributed record: a cluster has no constraint for that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Reference {}
