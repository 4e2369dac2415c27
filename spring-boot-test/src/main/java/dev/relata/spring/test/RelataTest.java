package dev.relata.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what talks to the database: R2DBC, Relata, Spring Data R2DBC where it is on the class path, transactions, Flyway,
 * Liquibase and {@code schema.sql} are configured, other components are not.
 *
 * <p><strong>Each test is rolled back</strong>, also where it subscribes several times, and whatever it uses: all that takes a
 * connection from the application's {@code ConnectionFactory} between {@code @BeforeEach} and {@code @AfterEach} shares one
 * connection and one transaction. Transactions of the code under test are savepoints in it. {@code @Commit} and
 * {@code @Rollback(false)} of Spring Test let the rows stay; {@code @Transactional(propagation = NOT_SUPPORTED)} on the
 * test lets it run without a transaction.
 *
 * <p>Lookups that go out one by one fail ({@code relata.n-plus-one=fail}), unless that property is set.
 *
 * <pre>{@code
 * @RelataTest
 * class LibraryTest {
 *
 *     @Autowired
 *     Relata relata;
 *
 *     @Test
 *     @ExpectStatements(2)
 *     void findsTheBooksOfAllAuthors() {
 *         relata.from(Author.class)
 *                 .all()
 *                 .flatMap(author -> relata.on(author, Author.BOOKS).all())
 *                 .as(relata::batched)
 *                 .as(StepVerifier::create)
 *                 .expectNextCount(3)
 *                 .verifyComplete();
 *     }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(RelataTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(RelataTypeExcludeFilter.class)
@AutoConfigureRelata
@ImportAutoConfiguration
public @interface RelataTest {

    /**
     * Chooses the store; also by the property {@code relata.test.store}.
     *
     * @return the store
     */
    @AliasFor(annotation = AutoConfigureRelata.class, attribute = "store")
    TestStore store() default TestStore.AUTO;

    /**
     * Chooses where the schema comes from; also by the property {@code relata.test.schema}.
     *
     * @return where from
     */
    @AliasFor(annotation = AutoConfigureRelata.class, attribute = "schema")
    TestSchema schema() default TestSchema.AUTO;

    /**
     * Properties of the test.
     *
     * @return {@code key=value} each
     */
    String[] properties() default {};

    /**
     * Tells whether components are left out by default; beans that customize the builders of Relata are not.
     *
     * @return false to have all components
     */
    boolean useDefaultFilters() default true;

    /**
     * Components that are needed all the same.
     *
     * @return the filters
     */
    Filter[] includeFilters() default {};

    /**
     * Components that are not needed.
     *
     * @return the filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Auto-configurations to leave out.
     *
     * @return their classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
