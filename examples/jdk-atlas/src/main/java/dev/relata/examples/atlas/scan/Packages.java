package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.JdkPackage;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages that hold types, numbered from 1 in the order of their first type. Immutable. */
final class Packages {

    private final List<JdkPackage> rows;
    private final int[] packageOfType;

    private Packages(List<JdkPackage> rows, int[] packageOfType) {
        this.rows = rows;
        this.packageOfType = packageOfType;
    }

    static Packages of(RuntimeImage image) {
        List<JdkPackage> rows = new ArrayList<>();
        int[] packageOfType = new int[image.typeCount() + 1];
        int type = 1;
        for (int module = 1; module <= image.moduleCount(); module++) {
            Set<String> exported = exportedBy(image.descriptor(module));
            Map<String, Integer> numbers = new HashMap<>();
            for (; type <= image.typeCount() && image.moduleOf(type) == module; type++) {
                String name = packageName(image.typeName(type));
                Integer number = numbers.get(name);
                if (number == null) {
                    number = rows.size() + 1;
                    numbers.put(name, number);
                    rows.add(new JdkPackage(number, module, name, exported.contains(name)));
                }
                packageOfType[type] = number;
            }
        }
        return new Packages(List.copyOf(rows), packageOfType);
    }

    private static Set<String> exportedBy(ModuleDescriptor descriptor) {
        return descriptor.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String packageName(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('/'))).replace('/', '.');
    }

    List<JdkPackage> rows() {
        return rows;
    }

    int packageOf(int type) {
        return packageOfType[type];
    }
}
