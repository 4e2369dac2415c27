package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import dev.relata.Relata;
import dev.relata.r2dbc.SqlQuery;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Compares the public API with the methods that the compiled catalogue calls. */
class CatalogueTest {

    /** Packages of the plumbing that adapters use or implement, and users do not call. */
    private static final Pattern OF_ADAPTERS = Pattern.compile(".*/dev/relata/(spi|internal)/.*");

    private static final String GIVEN_TO_SCHEMA = "part of what Relata makes a Schema with, which users only get";

    private static final Map<String, String> EXEMPT =
            Map.of("SchemaSessions.atomically", GIVEN_TO_SCHEMA, "SchemaSessions.reading", GIVEN_TO_SCHEMA);

    private final JavaClasses imported = imported();

    /** Overloads of a method count as one. */
    @Test
    void everyPublicOperationIsInTheCatalogue() {
        Set<String> missing = api();
        missing.removeAll(called());
        assertThat(missing).isEqualTo(EXEMPT.keySet());
    }

    private static JavaClasses imported() {
        Set<Location> locations = new HashSet<>();
        locations.add(
                Location.of(Relata.class.getProtectionDomain().getCodeSource().getLocation()));
        Stream.concat(Stream.of(SqlQuery.class), Catalogue.PARTS.stream())
                .forEach(type -> locations.addAll(Locations.ofClass(type)));
        return new ClassFileImporter()
                .withImportOption(location -> !location.matches(OF_ADAPTERS))
                .importLocations(locations);
    }

    private Set<String> api() {
        return imported.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(CatalogueTest::isPublicOperation)
                .map(CatalogueTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a publisher, or a function that makes one. */
    private static boolean isPublicOperation(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && method.getReturnType().getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.isAssignableTo(Publisher.class));
    }

    private Set<String> called() {
        return Catalogue.PARTS.stream()
                .flatMap(part -> imported.get(part).getAccessesFromSelf().stream())
                .map(JavaAccess::getTarget)
                .flatMap(target -> target.resolveMember().stream())
                .map(CatalogueTest::name)
                .collect(Collectors.toSet());
    }

    private static String name(JavaMember member) {
        return member.getOwner().getSimpleName() + "." + member.getName();
    }
}
