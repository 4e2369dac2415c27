package dev.relata.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Lets the tests of a class be rolled back, and chooses their store. Part of {@link RelataTest}; by itself for tests of the
 * whole application:
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureWebTestClient
 * @AutoConfigureRelata
 * class LibraryTest {
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ResourceLock("dev.relata.spring.test")
public @interface AutoConfigureRelata {

    /**
     * Chooses the store; also by the property {@code relata.test.store}.
     *
     * @return the store
     */
    TestStore store() default TestStore.AUTO;

    /**
     * Chooses where the schema comes from; also by the property {@code relata.test.schema}.
     *
     * @return where from
     */
    TestSchema schema() default TestSchema.AUTO;
}
