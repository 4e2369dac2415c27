package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.AutoConfigureRelata;
import dev.relata.spring.test.TestSchema;
import dev.relata.spring.test.TestStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Turns the attributes of the annotation into properties, and gives the properties of Relata their defaults for tests. */
final class StoreChoiceCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        AutoConfigureRelata annotation =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureRelata.class);
        return annotation == null ? null : new StoreChoice(annotation.store(), annotation.schema());
    }

    /** The choice of an annotation; equal choices share an application context. */
    private record StoreChoice(TestStore store, TestSchema schema) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            Map<String, Object> chosen = new HashMap<>();
            // A pool of Relata's own would not be rolled back.
            chosen.put("relata.separate-pool", "false");
            // Servers that only read do not have what a test writes.
            chosen.put("relata.readers", "");
            if (store != TestStore.AUTO) {
                chosen.put(RelataTestProperties.STORE, store.name());
            }
            if (schema != TestSchema.AUTO) {
                chosen.put(RelataTestProperties.SCHEMA, schema.name());
            }
            MutablePropertySources sources = context.getEnvironment().getPropertySources();
            sources.addFirst(new MapPropertySource("relata test annotation", chosen));
            sources.addLast(new MapPropertySource("relata test defaults", Map.of("relata.n-plus-one", "fail")));
        }
    }
}
