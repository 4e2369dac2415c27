package dev.relata.r2dbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that writes records: its files, its exit codes, its words. */
class RecordsFromDatabaseTest {

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE books (id bigint PRIMARY KEY, title text NOT NULL)",
                "CREATE TABLE flyway_schema_history (id int PRIMARY KEY)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private static String url() {
        return "r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name();
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of("PGUSER", database.user(), "PGPASSWORD", database.password());
        return new RecordsFromDatabase(
                        environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void writesAFileForEachRecordOnce() throws IOException {
        assertThat(run(url(), "com.example.shop", folder.toString(), "flyway_*"))
                .isZero();

        Path shop = folder.resolve("com/example/shop");
        try (Stream<Path> files = Files.list(shop)) {
            assertThat(files).containsExactlyInAnyOrder(shop.resolve("Book.java"), shop.resolve("Records.java"));
        }
        assertThat(shop.resolve("Book.java")).hasContent("""
                        package com.example.shop;

                        import dev.relata.model.Id;

                        /** Rows of the table books. */
                        public record Book(
                                @Id long id,
                                String title) {}
                        """);
        assertThat(out.toString(UTF_8)).startsWith("2 files in ").contains("shop");

        Files.delete(shop.resolve("Records.java"));
        Files.writeString(shop.resolve("Book.java"), "changed by hand");
        assertThat(run(url(), "com.example.shop", folder.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("nothing was written, because ")
                .contains("Book.java exists", "--overwrite")
                .hasLineCount(1);
        assertThat(shop.resolve("Records.java")).doesNotExist();
        assertThat(shop.resolve("Book.java")).hasContent("changed by hand");

        assertThat(run("--overwrite", url(), "com.example.shop", folder.toString(), "flyway_*"))
                .isZero();
        assertThat(shop.resolve("Book.java")).content().contains("record Book(");
        assertThat(shop.resolve("Records.java")).exists();
    }

    @Test
    void aFileThatCannotBeWrittenIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("sources"), "a file where a folder is to be");

        assertThat(run(url(), "com.example.shop", file.toString())).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("not all files were written: ")
                .hasLineCount(1);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run(url(), "com.example.new", folder.toString())).isEqualTo(1);
        assertThat(run(url(), "com.example.shop", folder.toString(), "*")).isEqualTo(1);

        assertThat(err.toString(UTF_8).lines())
                .hasSize(2)
                .anyMatch(
                        line -> line.startsWith("records(\"com.example.new\"): that is no name of a package of Java's"))
                .anyMatch(line ->
                        line.startsWith("records(\"com.example.shop\"): there is no table to write a record from"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutAUserTheUsageSaysWhatIsMissing() {
        int code = new RecordsFromDatabase(
                        Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(url(), "com.example.shop", folder.toString()));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("username").contains("usage: RecordsFromDatabase");
    }

    @Test
    void argumentsThatCannotBeUsedAreAnsweredWithTheUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(run(url(), "com.example.shop")).isEqualTo(2);
        assertThat(run("--overwrite", url(), "com.example.shop")).isEqualTo(2);
        assertThat(run("--force", url(), "com.example.shop", folder.toString())).isEqualTo(2);
        assertThat(run(url(), "com.example.shop", folder.toString(), "--overwrite"))
                .isEqualTo(2);
        assertThat(run("r2dbc:mysql://localhost/x", "com.example.shop", folder.toString()))
                .isEqualTo(2);
        assertThat(run("jdbc:postgresql://localhost/x", "com.example.shop", folder.toString()))
                .isEqualTo(2);

        assertThat(err.toString(UTF_8).lines())
                .filteredOn(
                        line -> line.startsWith("usage: RecordsFromDatabase [--overwrite] <url> <package> <folder>"))
                .hasSize(7);
        assertThat(err.toString(UTF_8)).contains("jdbc:postgresql");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anAddressWithoutAServerIsSaid() {
        assertThat(run("r2dbc:postgresql://a:b@localhost:1/none", "com.example.shop", folder.toString()))
                .isEqualTo(1);

        assertThat(err.toString(UTF_8)).contains("localhost");
    }
}
