package dev.relata.spring;

import dev.relata.model.Id;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Finds the records of the model: those of the application's packages that have an {@code @Id} component, Relata's or Spring Data's. */
final class RecordScanner {

    private static final String DATA = "org.springframework.data.";
    private static final String DATA_ID = DATA + "annotation.Id";
    private static final List<String> OWN_STORES =
            List.of(DATA + "annotation.", DATA + "relational.", DATA + "mongodb.");

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
        boolean known = Arrays.stream(type.getDeclaredFields()).anyMatch(field -> field.isAnnotationPresent(Id.class));
        return known
                || !ofAnotherStore(type)
                        && Arrays.stream(type.getDeclaredFields()).anyMatch(RecordScanner::isDataId);
    }

    /** Spring Data's annotation stands on the field of the component. */
    private static boolean isDataId(Field field) {
        return MergedAnnotations.from(field).isPresent(DATA_ID);
    }

    /** Whether Spring Data stores the record where Relata stores none, as in Redis. */
    private static boolean ofAnotherStore(Class<?> type) {
        return MergedAnnotations.from(type).stream()
                .map(annotation -> annotation.getType().getName())
                .anyMatch(name -> name.startsWith(DATA) && OWN_STORES.stream().noneMatch(name::startsWith));
    }
}
