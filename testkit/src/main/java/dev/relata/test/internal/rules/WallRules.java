package dev.relata.test.internal.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wall around the internal packages of one module, and the absence of cycles between its packages. */
public interface WallRules {

    /** The package that the module's main code lies in. */
    String root();

    /** The main code of the module. */
    default JavaClasses module() {
        return new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(root());
    }

    /** A public type outside {@code internal} is a promise, and promises nothing that is not. */
    @Test
    default void nothingPublicMentionsAnInternalType() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage(root() + "..internal..")
                .should(mentionNothingInternal())
                .check(module());
    }

    @Test
    default void packagesAreFreeOfCycles() {
        slices().assignedFrom(packages(root())).should().beFreeOfCycles().check(module());
    }

    /**
     * An object that is passed on by its constructor may be used before its fields are set. The rule sees calls whose parameter has the
     * type of the object itself, and not those that take it as a supertype.
     */
    @Test
    default void noConstructorHandsOutItsObject() {
        classes().should(keepToThemselvesWhileTheyAreMade()).check(module());
    }

    private static ArchCondition<JavaClass> keepToThemselvesWhileTheyAreMade() {
        return new ArchCondition<>("keep to themselves while they are made") {
            @Override
            public void check(JavaClass made, ConditionEvents events) {
                made.getConstructors().stream()
                        .flatMap(constructor -> constructor.getCallsFromSelf().stream())
                        .filter(call -> !topLevel(call.getTargetOwner()).equals(topLevel(made)))
                        .filter(call -> call.getTarget().getRawParameterTypes().contains(made))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(WallRules::topLevel).orElse(type);
    }

    private static ArchCondition<JavaClass> mentionNothingInternal() {
        return new ArchCondition<>("mention nothing internal") {
            @Override
            public void check(JavaClass promise, ConditionEvents events) {
                Stream<JavaClass> above =
                        Stream.concat(promise.getRawSuperclass().stream(), promise.getRawInterfaces().stream());
                Stream<JavaClass> members = promise.getMembers().stream()
                        .filter(WallRules::promised)
                        .flatMap(member -> member.getAllInvolvedRawTypes().stream());
                Stream.concat(above, members)
                        .filter(type -> type.getPackageName().contains(".internal"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                promise, promise.getFullName() + " mentions " + type.getName())));
            }
        };
    }

    private static boolean promised(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static SliceAssignment packages(String root) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(root)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + root;
            }
        };
    }
}
