package dev.relata.examples.atlas.web;

import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.examples.atlas.web.graph.ImportSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Some packages of the running JDK, so that an import takes seconds. */
@TestConfiguration(proxyBeanMethods = false)
class PartOfTheJdk {

    private static final Path JDK = Path.of(URI.create("jrt:/"));
    private static final List<String> FOLDERS = List.of(
            "java.base/java/lang", "java.base/java/util", "java.base/java/io", "java.base/java/time", "java.logging");

    @Bean
    ImportSource partOfTheJdk() {
        return new ImportSource(Mono.fromCallable(PartOfTheJdk::copy).flatMap(JdkScan::of));
    }

    private static Path copy() throws IOException {
        Path root = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "part-of-the-jdk");
        copy(JDK.resolve("java.base/module-info.class"), root);
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(JDK.resolve(folder))) {
                files.filter(Files::isRegularFile).forEach(file -> copy(file, root));
            }
        }
        return root;
    }

    private static void copy(Path file, Path root) {
        try {
            Path copy = root.resolve(JDK.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
