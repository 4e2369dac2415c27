package dev.relata.examples.atlas.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The class files of a run-time image, numbered from 1: modules by name, types by module and then by name. It holds names
 * only; a class file is read each time it is asked for. Immutable.
 */
final class RuntimeImage {

    private static final String SUFFIX = ".class";
    private static final String MODULE_INFO = "module-info";

    private final Path root;
    private final List<String> modules;
    private final List<String> types;
    private final int[] moduleOfType;

    private RuntimeImage(Path root, List<String> modules, List<String> types, int[] moduleOfType) {
        this.root = root;
        this.modules = modules;
        this.types = types;
        this.moduleOfType = moduleOfType;
    }

    /** Lists an image: under {@code root} one folder a module, with its class files in the folders of their packages. */
    static RuntimeImage list(Path root) {
        List<String> modules = namesUnder(root, 1, path -> Files.exists(path.resolve(MODULE_INFO + SUFFIX)));
        List<String> types = new ArrayList<>();
        IntStream.Builder moduleOfType = IntStream.builder();
        for (int index = 0; index < modules.size(); index++) {
            List<String> found = typesUnder(root.resolve(modules.get(index)));
            types.addAll(found);
            for (int count = 0; count < found.size(); count++) {
                moduleOfType.add(index + 1);
            }
        }
        return new RuntimeImage(
                root, modules, List.copyOf(types), moduleOfType.build().toArray());
    }

    private static List<String> typesUnder(Path module) {
        return namesUnder(module, Integer.MAX_VALUE, path -> path.toString().endsWith(SUFFIX)).stream()
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .filter(name -> !name.equals(MODULE_INFO))
                .toList();
    }

    private static List<String> namesUnder(Path folder, int depth, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.walk(folder, depth)) {
            return paths.filter(wanted)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder.toUri(), failure);
        }
    }

    int moduleCount() {
        return modules.size();
    }

    int typeCount() {
        return types.size();
    }

    String moduleName(int module) {
        return modules.get(module - 1);
    }

    /** The internal name, for example {@code java/util/Map$Entry}. */
    String typeName(int type) {
        return types.get(type - 1);
    }

    int moduleOf(int type) {
        return moduleOfType[type - 1];
    }

    byte[] classFile(int type) {
        return read(moduleOf(type), typeName(type));
    }

    ModuleDescriptor descriptor(int module) {
        return ModuleDescriptor.read(ByteBuffer.wrap(read(module, MODULE_INFO)));
    }

    private byte[] read(int module, String name) {
        Path file = root.resolve(moduleName(module)).resolve(name + SUFFIX);
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toUri(), failure);
        }
    }
}
