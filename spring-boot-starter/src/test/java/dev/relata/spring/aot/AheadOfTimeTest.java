package dev.relata.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

import dev.relata.Relata;
import dev.relata.model.Property;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.AuthorName;
import dev.relata.spring.library.Book;
import dev.relata.test.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.LambdaHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

@CompileWithForkedClassLoader
class AheadOfTimeTest {

    private final TestGenerationContext generation = new TestGenerationContext();

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    @ImportAutoConfiguration(RelataAutoConfiguration.class)
    static class Application {

        @Bean
        dev.relata.spi.Store store() {
            return InMemoryStore.create();
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // the compiler gives the raw class
    void anApplicationBuiltAheadOfTimeKnowsItsRecordsWithoutASearch() {
        generate();

        TestCompiler.forSystem().with(generation).compile(compiled -> {
            GenericApplicationContext context = new GenericApplicationContext();
            compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
            context.refresh();
            assertThat(context.getBean(RelataModel.class).records()).containsExactly(Author.class, Book.class);
            assertThat(context.getBean(Relata.class).from(Author.class).count().block())
                    .isZero();
            context.close();
        });
    }

    @Test
    void recordsViewsAndMethodReferencesAreRegistered() {
        generate();

        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(reflection().onType(Book.class)).accepts(hints);
        assertThat(reflection().onFieldAccess(Author.class, "BOOKS")).accepts(hints);
        assertThat(reflection().onMethodInvocation(AuthorName.class, "name")).accepts(hints);
        assertThat(hints.reflection().lambdaHints())
                .filteredOn(lambda -> lambda.getInterfaces().contains(TypeReference.of(Property.class)))
                .extracting(LambdaHint::getDeclaringClass)
                .contains(TypeReference.of(Author.class), TypeReference.of(Book.class))
                .doesNotContain(TypeReference.of(AuthorName.class));
    }

    private void generate() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Application.class);
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
    }
}
