package dev.relata.spring.test;

import dev.relata.observe.RelataListener;
import dev.relata.spi.StatementListener;
import dev.relata.spring.R2dbcStoreBuilderCustomizer;
import dev.relata.spring.RelataBuilderCustomizer;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out all components but those that configure Relata. */
final class RelataTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<RelataTest> {

    RelataTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return Set.of(
                RelataBuilderCustomizer.class,
                R2dbcStoreBuilderCustomizer.class,
                RelataListener.class,
                StatementListener.class);
    }
}
