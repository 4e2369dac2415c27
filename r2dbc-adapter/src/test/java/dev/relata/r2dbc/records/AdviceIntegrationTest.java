package dev.relata.r2dbc.records;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SourceFile;
import dev.relata.test.internal.program.CompiledSources;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a difference of any kind tells its reader to write in Java compiles. */
class AdviceIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern JAVA = Pattern.compile("`([^`]+)`");

    private static final String HEAD = """
            package advice;

            import dev.relata.model.*;
            import java.math.BigDecimal;
            import java.time.*;
            import java.util.*;
            import org.jspecify.annotations.Nullable;

            """;

    @TempDir
    private Path output;

    @Table("parents")
    record Parent(
            @Id long id,
            @Unique String name,
            int amount,
            String word,
            @Nullable String note,
            @DatabaseDefault("'new'") @Nullable String state,
            int computed,
            String mood,
            byte[] data,
            int[] numbers,
            List<BigDecimal> decimals,
            @ReadOnly("1 + 1") @Nullable Integer sum,
            long count) {}

    @Table("children")
    record Child(
            @Id @Nullable Long id, long parentId, @Nullable Long otherId, long third, long fourth) {
        static final ManyToOne<Child, Parent> PARENT = manyToOne(Child::parentId, Parent.class);
        static final ManyToOne<Child, Parent> OTHER =
                manyToOne(Child::otherId, Parent.class).optional().onDelete(OnDelete.SET_NULL);
        static final ManyToOne<Child, Parent> THIRD = manyToOne(Child::third, Parent.class);
        static final ManyToOne<Child, Parent> FOURTH = manyToOne(Child::fourth, Parent.class);
    }

    record Seen(@Id long id) {}

    record Missing(@Id @Column("a") long id) {}

    @Test
    void everyAdviceCompiles() {
        List<SchemaDifference> differences = differences();
        Set<String> advice = differences.stream()
                .flatMap(difference -> JAVA.matcher(difference.message()).results())
                .map(MatchResult::group)
                .map(java -> java.substring(1, java.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(differences)
                .extracting(SchemaDifference::kind)
                .containsAll(EnumSet.complementOf(EnumSet.of(Kind.VALIDATION)));
        assertThat(advice)
                .hasSizeGreaterThan(15)
                .contains("@ReadOnly", "@Id", "@Unique", "@Table(\"…\")", "@Column(\"…\")");
        assertThat(new CompiledSources(output).problems(sources(advice))).isEmpty();
    }

    private static List<SourceFile> sources(Set<String> advice) {
        List<SourceFile> sources = new ArrayList<>();
        sources.add(file("Parent", "public record Parent(@Id long id) {}"));
        sources.add(file("MyMood", "public enum MyMood { CALM }"));
        sources.add(file("Colour", "public enum Colour { RED }"));
        for (String java : advice) {
            String name = "Advice" + sources.size();
            sources.add(file(name, text(name, java)));
        }
        return sources;
    }

    private static String text(String name, String java) {
        if (java.startsWith(".")) {
            return "public record " + name + "(@Id long id, @Nullable Long parentId) { static final Object TO_ONE ="
                    + " Relationships.manyToOne(" + name + "::parentId, Parent.class)" + java + "; }";
        }
        if (java.startsWith("@Table")) {
            return java + " public record " + name + "(@Id long id) {}";
        }
        boolean annotation = java.matches("@\\w+(?:\\(.*\\))?");
        return "public record " + name + "(" + java + (annotation ? " String value" : "") + ") {}";
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile("advice/" + name + ".java", HEAD + text);
    }

    private static List<SchemaDifference> differences() {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(
                    "CREATE TYPE \"my Mood\" AS ENUM ('calm')",
                    "CREATE TYPE colour AS ENUM ('red')",
                    "CREATE DOMAIN \"a\\b\" AS text",
                    "CREATE TABLE parents (id bigint UNIQUE, name text NOT NULL, amount bigint NOT NULL, word \"a\\b\" NOT NULL, note text"
                            + " NOT NULL, state text DEFAULT E'old \"x\" \\\\ \\n', computed int GENERATED ALWAYS AS (1) STORED NOT NULL,"
                            + " mood \"my Mood\" NOT NULL, data bytea, numbers integer[][] NOT NULL, decimals numeric(4,1)[] NOT NULL,"
                            + " sum integer, count int GENERATED ALWAYS AS IDENTITY, \"Extra \"\"x\"\"\" timestamptz(3) NOT NULL,"
                            + " colours colour[] NOT NULL, \"class\" colour NOT NULL, grid numeric(5,2)[][] NOT NULL)",
                    "CREATE TABLE children (id bigint PRIMARY KEY, parent_id bigint NOT NULL, third bigint NOT NULL UNIQUE REFERENCES"
                            + " parents (id), fourth bigint NOT NULL REFERENCES parents (id) ON DELETE CASCADE)",
                    "CREATE VIEW seens AS SELECT 1::bigint AS id");
            R2dbcStore store = R2dbcStore.of(database.connectionFactory());
            return Relata.builder()
                    .store(store)
                    .model(Parent.class, Child.class, Seen.class, Missing.class)
                    .build()
                    .schema()
                    .validate()
                    .collectList()
                    .block(PATIENCE);
        }
    }
}
