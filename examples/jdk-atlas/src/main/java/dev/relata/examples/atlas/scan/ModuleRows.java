package dev.relata.examples.atlas.scan;

import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.Requires;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The modules of an image and what they require of each other. A {@code requires static} may name a module that the image does
 * not have: there is no row that it could point to, so it is left out. Immutable.
 */
record ModuleRows(List<JdkModule> modules, List<Requires> requires) {

    static ModuleRows of(RuntimeImage image) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int module = 1; module <= image.moduleCount(); module++) {
            numbers.put(image.moduleName(module), module);
        }
        List<JdkModule> modules = new ArrayList<>();
        List<Requires> requires = new ArrayList<>();
        for (int module = 1; module <= image.moduleCount(); module++) {
            ModuleDescriptor descriptor = image.descriptor(module);
            modules.add(row(module, descriptor));
            requires.addAll(requires(module, descriptor, numbers));
        }
        return new ModuleRows(List.copyOf(modules), List.copyOf(requires));
    }

    private static JdkModule row(int module, ModuleDescriptor descriptor) {
        return new JdkModule(module, descriptor.name(), descriptor.rawVersion().orElse(null), descriptor.isOpen());
    }

    private static List<Requires> requires(int module, ModuleDescriptor descriptor, Map<String, Integer> numbers) {
        List<Requires> rows = new ArrayList<>();
        for (ModuleDescriptor.Requires directive : new TreeSet<>(descriptor.requires())) {
            Integer required = numbers.get(directive.name());
            if (required != null) {
                rows.add(row(module, required, directive.modifiers()));
            }
        }
        return rows;
    }

    private static Requires row(int module, int required, Set<Modifier> modifiers) {
        return new Requires(
                module,
                required,
                modifiers.contains(Modifier.TRANSITIVE),
                modifiers.contains(Modifier.STATIC),
                modifiers.contains(Modifier.MANDATED),
                modifiers.contains(Modifier.SYNTHETIC));
    }
}
