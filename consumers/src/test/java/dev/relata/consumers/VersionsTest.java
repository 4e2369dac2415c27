package dev.relata.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A build that depends on Relata gets the versions that Relata was tested with. */
class VersionsTest {

    private static final List<String> FAMILIES = List.of(
            "io/projectreactor/",
            "io/netty/",
            "io/r2dbc/",
            "org/postgresql/",
            "org/mongodb/",
            "org/reactivestreams/",
            "tools/jackson/",
            "com/fasterxml/jackson/",
            "com/ongres/",
            "org/slf4j/");

    @Test
    void theBuildGetsWhatWasTested() throws IOException {
        Map<String, String> tested = new TreeMap<>();
        for (String file : System.getProperty("tested.classpaths").split(",")) {
            tested.putAll(versions(Files.readString(Path.of(file)).strip()));
        }
        Map<String, String> got = versions(System.getProperty("java.class.path"));

        assertThat(got).containsKeys(System.getProperty("expected.artifacts").split(","));
        tested.keySet().retainAll(got.keySet());
        assertThat(got).containsExactlyEntriesOf(tested);
    }

    /** The artifacts of those families on a class path of files in a repository, {@code …/group/artifact/version/file}. */
    private static Map<String, String> versions(String classPath) {
        Map<String, String> versions = new TreeMap<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path file = Path.of(entry);
            String unified = entry.replace(File.separatorChar, '/');
            if (FAMILIES.stream().anyMatch(family -> unified.contains("/" + family))) {
                Path version = file.getParent();
                versions.put(
                        version.getParent().getFileName().toString(),
                        version.getFileName().toString());
            }
        }
        return versions;
    }
}
