package dev.relata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may import whom in core. A layer is a package below {@code dev.relata} with everything under it. */
class ArchitectureTest {

    private static final String ROOT = "dev.relata";

    private static final Set<String> BELOW_ENGINE =
            Set.of("error", "model", "metamodel", "query", "spi", "mapping", "schema", "observe");

    private static final Set<String> ENGINE_AND_BELOW =
            Set.of("error", "model", "metamodel", "query", "spi", "mapping", "schema", "observe", "engine");

    /** Every layer but the front door, with the layers that it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("internal", Set.of()),
            Map.entry("model", Set.of("error", "internal")),
            Map.entry("metamodel", Set.of("error", "model", "internal")),
            Map.entry("query", Set.of("error", "model", "metamodel")),
            Map.entry("spi", Set.of("error", "model", "metamodel", "query")),
            Map.entry("mapping", Set.of("error", "model", "metamodel", "query", "spi")),
            Map.entry("schema", Set.of("error", "model", "metamodel", "spi")),
            Map.entry("observe", Set.of("error", "model", "metamodel", "query", "spi")),
            Map.entry("engine", BELOW_ENGINE),
            Map.entry("batch", ENGINE_AND_BELOW),
            Map.entry("fetch", ENGINE_AND_BELOW),
            Map.entry("transaction", ENGINE_AND_BELOW),
            Map.entry("cascade", ENGINE_AND_BELOW),
            Map.entry("manager", ENGINE_AND_BELOW),
            Map.entry("export", BELOW_ENGINE));

    private static final JavaClasses CORE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void layersImportOnlyTheLayersBelowThem() {
        classes().should(importOnlyTheLayersBelow()).check(CORE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(packages()).should().beFreeOfCycles().check(CORE);
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

    private static ArchCondition<JavaClass> importOnlyTheLayersBelow() {
        return new ArchCondition<>("import only the layers below them") {
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
            throw new AssertionError("The layer " + from + " is new: say in MAY_IMPORT what it may import");
        }
        return allowed.contains(to);
    }

    private static boolean inCore(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** The first part of the package's name below the root, empty for the front door. */
    private static String layer(JavaClass type) {
        String name = type.getPackageName();
        return !inCore(type) || name.equals(ROOT)
                ? ""
                : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return inCore(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of core";
            }
        };
    }
}
