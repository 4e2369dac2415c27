package dev.relata.spring.aot;

import dev.relata.model.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Lets method references to properties, such as {@code Book::title}, be read where classes are compiled ahead of time: each
 * class of the application's packages that makes one is registered. Records of these packages, which may be views, are
 * registered for reflection.
 */
final class PropertyReferenceAotProcessor implements BeanFactoryInitializationAotProcessor {

    private static final TypeReference PROPERTY = TypeReference.of(Property.class);

    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (!AutoConfigurationPackages.has(beans)) {
            return null;
        }
        List<ApplicationClass> classes = classes(beans);
        return (generation, code) -> {
            ReflectionHints hints = generation.getRuntimeHints().reflection();
            classes.forEach(found -> register(found, hints, beans.getBeanClassLoader()));
        };
    }

    private static List<ApplicationClass> classes(ConfigurableListableBeanFactory beans) {
        ResourcePatternResolver resources = new PathMatchingResourcePatternResolver(beans.getBeanClassLoader());
        List<ApplicationClass> classes = new ArrayList<>();
        try {
            for (String name : AutoConfigurationPackages.get(beans)) {
                String pattern = "classpath*:" + ClassUtils.convertClassNameToResourcePath(name) + "/**/*.class";
                for (Resource resource : resources.getResources(pattern)) {
                    classes.add(ApplicationClass.read(resource));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    private void register(ApplicationClass found, ReflectionHints hints, @Nullable ClassLoader loader) {
        if (found.refersToProperties()) {
            hints.registerLambda(TypeReference.of(found.name()), lambda -> lambda.withInterfaces(PROPERTY));
        }
        if (found.isRecord()) {
            Class<?> record = ClassUtils.resolveClassName(found.name(), loader);
            binding.registerReflectionHints(hints, record);
            hints.registerType(
                    record, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS);
        }
    }
}
