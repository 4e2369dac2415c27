package dev.relata.spring;

import dev.relata.model.Id;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Finds the records of the model: those of the application's packages that have an {@code @Id} component. */
final class RecordScanner {

    private final ClassPathScanningCandidateComponentProvider classes =
            new ClassPathScanningCandidateComponentProvider(false);
    private final @Nullable ClassLoader loader;

    RecordScanner(Environment environment, ResourceLoader resources) {
        classes.setEnvironment(environment);
        classes.setResourceLoader(resources);
        // Annotations of record components are not in Spring's metadata, so records are loaded and looked at.
        classes.addIncludeFilter((reader, factory) ->
                Record.class.getName().equals(reader.getClassMetadata().getSuperClassName()));
        loader = resources.getClassLoader();
    }

    List<Class<?>> in(List<String> packages) {
        Set<String> names = new TreeSet<>();
        for (String name : packages) {
            for (BeanDefinition record : classes.findCandidateComponents(name)) {
                names.add(String.valueOf(record.getBeanClassName()));
            }
        }
        List<Class<?>> records = new ArrayList<>();
        for (String name : names) {
            Class<?> type = ClassUtils.resolveClassName(name, loader);
            if (hasId(type)) {
                records.add(type);
            }
        }
        return records;
    }

    private static boolean hasId(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).anyMatch(RecordScanner::isId);
    }

    private static boolean isId(RecordComponent component) {
        return component.isAnnotationPresent(Id.class);
    }
}
