package dev.relata.spring.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The properties that {@code docs/spring.md} names are those that there are, with the defaults that they have. */
class DocumentedPropertiesTest {

    private static final Path PAGE = Path.of("..", "docs", "spring.md");

    /** All properties that the libraries on the class path describe, with their defaults. */
    private final Map<String, String> properties = new TreeMap<>();

    private final String page;

    DocumentedPropertiesTest() throws IOException {
        page = Files.readString(PAGE).replace("\r\n", "\n");
        for (URL file : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            read(file);
        }
    }

    private void read(URL file) throws IOException {
        try (InputStream json = file.openStream()) {
            Object described = JsonParserFactory.getJsonParser()
                    .parseMap(new String(json.readAllBytes(), UTF_8))
                    .get("properties");
            for (Object property : (List<?>) described) {
                Map<?, ?> of = (Map<?, ?>) property;
                properties.put((String) of.get("name"), String.valueOf(of.get("defaultValue")));
            }
        }
    }

    private Set<String> found(String pattern) {
        Set<String> found = new LinkedHashSet<>();
        Pattern.compile(pattern).matcher(page).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    /** The first two cells of the rows below a heading. */
    private Map<String, String> cells(String heading) {
        Map<String, String> rows = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : page.split("\n")) {
            inside = line.startsWith("|") && (inside || line.startsWith("| " + heading + " |"));
            if (inside && line.startsWith("| `")) {
                String[] cells = line.replace("`", "").split(" *\\| *");
                rows.put(cells[1], cells[2]);
            }
        }
        return rows;
    }

    @Test
    void blocksOfPropertiesNameProperties() {
        Set<String> named = found("(?s)```properties\\n(.*?)```");

        assertThat(named).hasSize(2).allSatisfy(block -> {
            Properties read = new Properties();
            read.load(new StringReader(block));
            assertThat(properties.keySet()).containsAll(read.stringPropertyNames());
        });
    }

    @Test
    void tablesShowTheDefaults() {
        Map<String, String> documented = cells("property");

        assertThat(documented)
                .hasSizeGreaterThan(10)
                .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(properties.get(name)));
    }

    @Test
    void namesInTheTextAreThoseOfPropertiesMetersOrMethods() {
        Set<String> known = new LinkedHashSet<>(properties.keySet());
        for (String heading : List.of("observation", "meter")) {
            cells(heading).keySet().forEach(names -> known.addAll(List.of(names.split(", "))));
        }
        Stream.of(Relata.class.getMethods()).map(Method::getName).forEach(name -> known.add("relata." + name));

        assertThat(known).containsAll(found("`(relata(?:\\.[a-z][a-z-]*)+)(?:=[a-z]*)?`"));
    }

    @Test
    void allPropertiesAreOnThePage() {
        Set<String> ours = new LinkedHashSet<>(properties.keySet());
        ours.removeIf(name -> !name.startsWith("relata."));

        assertThat(found("(relata(?:\\.[a-z][a-z-]*)+)")).containsAll(ours);
    }
}
