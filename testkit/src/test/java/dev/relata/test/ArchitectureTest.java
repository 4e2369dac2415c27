package dev.relata.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.relata.test.internal.rules.WallRules;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest implements WallRules {

    @Override
    public String root() {
        return "dev.relata.test";
    }

    /** The same rules for core, which cannot see them. */
    @Nested
    class OfCore implements WallRules {

        @Override
        public String root() {
            return "dev.relata";
        }
    }

    /** Store authors see of core what adapters see; the suite uses the front door as users do. */
    @Test
    void nothingUsesTheInsideOfCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.relata.internal..")
                .check(module());
    }

    /** Users of the kit need neither ArchUnit nor BlockHound. */
    @Test
    void toolsOfThisProjectStayInTheRules() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.relata.test.internal.rules")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.tngtech.archunit..", "reactor.blockhound..", "dev.relata.test.internal.rules")
                .check(module());
    }

    /** The store in memory is a store as any other. */
    @Test
    void theStoreInMemoryKnowsNothingOfTheSuite() {
        noClasses()
                .that()
                .resideInAPackage("dev.relata.test.internal.memory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.relata.test.conformance..")
                .check(module());
    }
}
