package dev.relata.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number of statements that the test method sends: SELECT, INSERT, UPDATE, DELETE, COPY and the opening of a cursor. With
 * another number the test fails, and the message lists what was sent and names the probable cause.
 *
 * <p>{@code @BeforeEach} and {@code @AfterEach} do not count, nor do fetches of a cursor, BEGIN, COMMIT, savepoints and
 * statements of DDL. See {@link StatementCount} for what of other libraries counts.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ExpectStatements {

    /**
     * The number of statements.
     *
     * @return 0 or more
     */
    int value();
}
