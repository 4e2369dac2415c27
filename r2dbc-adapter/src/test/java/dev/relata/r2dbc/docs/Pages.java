package dev.relata.r2dbc.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads pages of the documentation, and the regions of tests that they show. */
final class Pages {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Folders of tests that hold regions; the pages about Spring and Kotlin show those of other modules. */
    private static final List<Path> TESTS = List.of(
            ROOT.resolve("r2dbc-adapter/src/test/java/dev/relata/r2dbc/docs"),
            ROOT.resolve("spring-boot-starter/src/test/java/dev/relata/spring/docs"),
            ROOT.resolve("spring-boot-starter/src/test/resources/docs/fetchers"),
            ROOT.resolve("spring-boot-test/src/test/java/dev/relata/spring/test/library"),
            ROOT.resolve("kotlin/src/test/kotlin/dev/relata/kotlin"));

    /**
     * A block of code in a page.
     *
     * @param language what follows the fence
     * @param samples the names of the regions it shows, from the comment before it; empty where there is none
     * @param code its text
     */
    record Block(String language, List<String> samples, String code) {}

    private Pages() {}

    static List<Block> blocks(String page) {
        Pattern block = Pattern.compile("(?s)(?:<!-- sample: ([^>]+) -->\\n)?```(\\w+)\\n(.*?)```");
        return block.matcher(read(ROOT.resolve(page)))
                .results()
                .map(match -> new Block(
                        match.group(2),
                        match.group(1) == null
                                ? List.of()
                                : List.of(match.group(1).split(", ", -1)),
                        match.group(3)))
                .toList();
    }

    /** The region of that name in one of these tests, without the indentation it has there. */
    static String sample(String name) {
        Pattern region = Pattern.compile("(?s)(//|#) sample: " + Pattern.quote(name) + "\\n(.*?)\\n *\\1 end\\n");
        List<String> found = sources().stream()
                .flatMap(source -> region.matcher(source).results())
                .map(match -> match.group(2).stripIndent() + "\n")
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " regions are named " + name + ", there must be one");
        }
        return found.get(0);
    }

    static String samples(List<String> names) {
        return names.stream().map(Pages::sample).collect(Collectors.joining("\n"));
    }

    private static List<String> sources() {
        return TESTS.stream()
                .flatMap(Pages::files)
                .filter(Files::isRegularFile)
                .map(Pages::read)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
