package dev.relata.r2dbc.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads pages of the documentation, and the regions of tests that they show. */
final class Pages {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src", "test", "java", "dev", "relata", "r2dbc", "docs");

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
        Pattern region = Pattern.compile("(?s)// sample: " + Pattern.quote(name) + "\\n(.*?)\\n *// end\\n");
        List<String> found = sources().stream()
                .flatMap(source -> region.matcher(source).results())
                .map(match -> match.group(1).stripIndent() + "\n")
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
        try (var files = Files.list(TESTS)) {
            return files.map(Pages::read).toList();
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
