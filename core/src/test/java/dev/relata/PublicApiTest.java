package dev.relata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/api.md} lists what is promised, so that a change of it shows in a diff. It is written anew by {@code mvn test -pl
 * core -Dtest=PublicApiTest -Dapi.write=true}.
 */
class PublicApiTest {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final List<String> MODULES =
            List.of("core", "diagram", "recorder", "r2dbc-adapter", "mongo-adapter", "testkit");
    private static final Pattern TYPE = Pattern.compile(
            "(?s)/\\*\\*(.*?)\\*/\\s*(?:@[\\w.]+(?:\\([^)]*\\))?\\s*)*public\\s+(?:final |sealed |abstract |non-sealed )*"
                    + "(class|interface|record|enum|@interface) (\\w+)");

    @Test
    void thePageListsEveryPublicType() throws IOException {
        String page = page();
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Public types

                Everything that users and authors of stores may rely on, by package; what is in a package named `internal` is none of it. A
                test compares this page with the sources, and says how to write it anew.
                """);
        for (String module : MODULES) {
            Map<String, Map<String, String>> packages = new TreeMap<>();
            sources(Path.of("..", module, "src/main/java")).forEach(source -> read(source, packages));
            packages.forEach((name, types) -> {
                page.append("\n## ").append(name).append("\n\n");
                types.forEach((type, line) -> page.append("- `")
                        .append(type)
                        .append("`: ")
                        .append(line)
                        .append("\n"));
            });
        }
        return page.toString();
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("internal") && !file.endsWith("package-info.java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path source, Map<String, Map<String, String>> packages) {
        String text;
        try {
            text = Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String simple = source.getFileName().toString().replace(".java", "");
        Matcher type = TYPE.matcher(text);
        while (type.find()) {
            if (type.group(3).equals(simple)) {
                String name = text.lines()
                        .filter(line -> line.startsWith("package "))
                        .map(line -> line.substring("package ".length(), line.length() - 1))
                        .collect(Collectors.joining());
                packages.computeIfAbsent(name, any -> new TreeMap<>()).put(simple, firstSentence(type.group(1)));
                return;
            }
        }
    }

    private static String firstSentence(String javadoc) {
        String text = javadoc.lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", ""))
                .takeWhile(line -> !line.startsWith("@") && !line.startsWith("<p>") && !line.startsWith("<pre>"))
                .collect(Collectors.joining(" "))
                .replaceAll("\\{@(?:code|link|linkplain)\\s+([^}]*)}", "`$1`")
                .strip();
        Matcher end = Pattern.compile("\\.(?=\\s|$)").matcher(text);
        return end.find() ? text.substring(0, end.end()) : text;
    }
}
