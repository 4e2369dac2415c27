package dev.relata;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A class path of exactly the places that some classes come from, for compilers and JVMs that a test starts. */
public final class ClassPath {

    private ClassPath() {}

    public static String of(Class<?>... classes) {
        return Stream.of(classes).map(ClassPath::place).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is a file", e);
        }
    }
}
