package dev.relata.test.conformance;

import dev.relata.spi.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a store must be able to do for a test to make sense; without it the test is reported as left out, by name. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {

    /**
     * The capabilities.
     *
     * @return one or more, all of which are needed
     */
    Capability[] value();
}
