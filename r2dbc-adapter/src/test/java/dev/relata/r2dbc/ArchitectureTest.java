package dev.relata.r2dbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the adapter may import of core, and where it may touch the driver. */
class ArchitectureTest {

    private static final Set<String> CORE_FOR_ADAPTERS =
            Set.of("error", "metamodel", "model", "observe", "query", "schema", "spi");

    private static final JavaClasses ADAPTER =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.relata.r2dbc");

    @Test
    void adapterImportsOnlyWhatCoreOffersToAdapters() {
        noClasses().should().dependOnClassesThat(areKeptFromAdapters()).check(ADAPTER);
    }

    @Test
    void driverStaysAtTheEdge() {
        classes()
                .that()
                .resideOutsideOfPackages(
                        "dev.relata.r2dbc", "dev.relata.r2dbc.internal.exec..", "dev.relata.r2dbc.internal.row..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.r2dbc..", "io.netty..")
                .check(ADAPTER);
    }

    /** What is public outside {@code internal} is a promise, and promises nothing that is not. */
    @Test
    void nothingPublicMentionsAnInternalType() {
        codeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.relata.r2dbc.internal..")
                .should(new ArchCondition<>("mention nothing internal") {
                    @Override
                    public void check(JavaCodeUnit promise, ConditionEvents events) {
                        promise.getAllInvolvedRawTypes().stream()
                                .filter(type -> type.getPackageName().contains(".internal"))
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        promise, promise.getFullName() + " mentions " + type.getName())));
                    }
                })
                .check(ADAPTER);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(packages()).should().beFreeOfCycles().check(ADAPTER);
    }

    private static DescribedPredicate<JavaClass> areKeptFromAdapters() {
        return DescribedPredicate.describe("are kept from adapters", type -> {
            String[] name = type.getPackageName().split("\\.");
            boolean ofRelata = name.length > 1 && name[0].equals("dev") && name[1].equals("relata");
            boolean ofAdapter = name.length > 2 && name[2].equals("r2dbc");
            return ofRelata && !ofAdapter && (name.length == 2 || !CORE_FOR_ADAPTERS.contains(name[2]));
        });
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("dev.relata.r2dbc")
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of the adapter";
            }
        };
    }
}
