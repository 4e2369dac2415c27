package dev.relata.test.internal.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the adapter of a database may import of core, and where it may touch its driver. */
public interface AdapterRules extends WallRules {

    /** The packages of core that stores are written against. */
    Set<String> CORE_FOR_ADAPTERS = Set.of("error", "metamodel", "model", "observe", "query", "schema", "spi");

    /** The packages of the driver, as ArchUnit names them. */
    List<String> driver();

    /** The packages of the adapter that may touch the driver, as ArchUnit names them. */
    List<String> edge();

    @Test
    default void adapterImportsOnlyWhatCoreOffersToAdapters() {
        noClasses().should().dependOnClassesThat(areKeptFrom(root())).check(module());
    }

    @Test
    default void driverStaysAtTheEdge() {
        classes()
                .that()
                .resideOutsideOfPackages(edge().toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(driver().toArray(String[]::new))
                .check(module());
    }

    private static DescribedPredicate<JavaClass> areKeptFrom(String adapter) {
        return DescribedPredicate.describe("are kept from adapters", type -> {
            String name = type.getPackageName();
            boolean ofRelata = name.equals("dev.relata") || name.startsWith("dev.relata.");
            boolean own = name.equals(adapter) || name.startsWith(adapter + ".");
            return ofRelata && !own && !offered(name);
        });
    }

    private static boolean offered(String packageName) {
        String[] parts = packageName.split("\\.");
        return parts.length > 2 && CORE_FOR_ADAPTERS.contains(parts[2]);
    }
}
