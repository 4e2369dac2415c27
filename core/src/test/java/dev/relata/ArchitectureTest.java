package dev.relata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom in core. {@code docs/architecture.md} prints the same table, and a test compares the two. The wall around the
 * internal packages is held by the test kit, for core and for itself.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.relata";

    /** Every package but that of the front door, with the packages that it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("internal.record", Set.of("error")),
            Map.entry("internal.operator", Set.of("error")),
            Map.entry("internal.translate", Set.of("error", "internal.operator")),
            Map.entry("model", Set.of("error", "internal.record")),
            Map.entry("metamodel", Set.of("error", "internal.record", "model")),
            Map.entry("query", Set.of("error", "model")),
            Map.entry("manager", Set.of("model", "query")),
            Map.entry("spi", Set.of("error", "model", "metamodel", "query", "internal.operator")),
            Map.entry("spi.stream", Set.of("error", "internal.operator", "spi")),
            Map.entry("observe", Set.of("spi")),
            Map.entry("schema", Set.of("error", "model", "metamodel", "spi", "schema.live", "schema.source")),
            Map.entry("schema.live", Set.of("model", "metamodel", "spi")),
            Map.entry("schema.source", Set.of("error", "internal.record", "model", "metamodel", "spi", "schema.live")),
            Map.entry("export", Set.of("error", "query", "internal.export", "internal.mapping")),
            Map.entry("internal.export", Set.of("error", "metamodel", "query", "spi", "internal.record")),
            Map.entry("internal.mapping", Set.of("error", "internal.record", "model", "metamodel", "query")),
            Map.entry("internal.observe", Set.of("error", "metamodel", "query", "spi", "observe", "internal.operator")),
            Map.entry("internal.explain", Set.of("error", "metamodel", "query", "spi")),
            Map.entry(
                    "internal.session",
                    Set.of("error", "query", "spi", "spi.stream", "internal.explain", "internal.translate")),
            Map.entry(
                    "internal.resolve",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "internal.mapping",
                            "internal.record",
                            "internal.session")),
            Map.entry(
                    "internal.lookup",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "spi",
                            "internal.operator",
                            "internal.session",
                            "internal.resolve")),
            Map.entry(
                    "internal.plan",
                    Set.of(
                            "internal.operator",
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "internal.explain",
                            "internal.mapping",
                            "internal.session",
                            "internal.resolve")),
            Map.entry(
                    "internal.write",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "spi.stream",
                            "internal.observe",
                            "internal.operator",
                            "internal.session",
                            "internal.resolve")),
            Map.entry(
                    "internal.select",
                    Set.of(
                            "internal.operator",
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "internal.translate",
                            "internal.mapping",
                            "internal.session",
                            "internal.resolve",
                            "internal.lookup",
                            "internal.plan",
                            "internal.export",
                            "internal.write")),
            Map.entry(
                    "internal.scope",
                    Set.of("metamodel", "query", "spi", "internal.observe", "internal.session", "internal.write")),
            Map.entry(
                    "internal.batch",
                    Set.of(
                            "internal.operator",
                            "metamodel",
                            "model",
                            "spi",
                            "observe",
                            "internal.observe",
                            "internal.scope",
                            "internal.session",
                            "internal.lookup",
                            "internal.resolve",
                            "error")),
            Map.entry(
                    "internal.cascade",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "internal.observe",
                            "internal.session",
                            "internal.resolve",
                            "internal.write",
                            "internal.rekey")),
            Map.entry(
                    "internal.rekey",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "spi",
                            "internal.session",
                            "internal.resolve",
                            "internal.write")),
            Map.entry(
                    "internal.link",
                    Set.of(
                            "error",
                            "model",
                            "metamodel",
                            "query",
                            "manager",
                            "spi",
                            "internal.observe",
                            "internal.translate",
                            "internal.session",
                            "internal.resolve",
                            "internal.lookup",
                            "internal.write",
                            "internal.select"))));

    private static final JavaClasses CORE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void packagesImportOnlyWhatTheTableSays() {
        classes().should(importOnlyWhatTheyMay()).check(CORE);
    }

    @Test
    void theTableHasNothingThatIsNotSo() {
        Map<String, Set<String>> imported = new TreeMap<>();
        for (JavaClass type : CORE) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (inCore(target)
                        && !layer(target).equals(layer(type))
                        && !layer(type).isEmpty()) {
                    imported.computeIfAbsent(layer(type), any -> new TreeSet<>())
                            .add(layer(target));
                }
            }
        }
        assertThat(MAY_IMPORT)
                .allSatisfy((layer, allowed) -> assertThat(imported.getOrDefault(layer, Set.of()))
                        .as(layer)
                        .containsExactlyInAnyOrderElementsOf(allowed));
    }

    @Test
    void thePageShowsTheSameTable() throws IOException {
        String table = MAY_IMPORT.entrySet().stream()
                .map(entry -> "| `" + entry.getKey() + "` | "
                        + entry.getValue().stream()
                                .sorted()
                                .map(name -> "`" + name + "`")
                                .collect(Collectors.joining(", "))
                        + " |")
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../docs/architecture.md"))).contains(table);
    }

    @Test
    void coreKnowsNoDriverAndNoFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.relata..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.net..",
                        "java.nio..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "reactor.core..",
                        "reactor.util..",
                        "org.reactivestreams..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "") // primitives and their arrays
                .check(CORE);
    }

    private static ArchCondition<JavaClass> importOnlyWhatTheyMay() {
        return new ArchCondition<>("import only the packages that the table says") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !mayImport(origin, dependency.getTargetClass()))
                        .map(dependency -> SimpleConditionEvent.violated(dependency, dependency.getDescription()))
                        .forEach(events::add);
            }
        };
    }

    private static boolean mayImport(JavaClass origin, JavaClass target) {
        String from = layer(origin);
        String to = layer(target);
        if (!inCore(target) || from.isEmpty() || from.equals(to)) {
            return true;
        }
        Set<String> allowed = MAY_IMPORT.get(from);
        if (allowed == null) {
            throw new AssertionError("The package " + from + " is new: say in MAY_IMPORT what it may import");
        }
        return allowed.contains(to);
    }

    private static boolean inCore(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** The package's name below the root, empty for the front door. */
    private static String layer(JavaClass type) {
        String name = type.getPackageName();
        return !inCore(type) || name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
