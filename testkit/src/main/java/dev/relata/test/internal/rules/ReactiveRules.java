package dev.relata.test.internal.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;

/** What no main code on the class path does: wait, subscribe on its own account, keep hidden state. */
public interface ReactiveRules {

    /** The calls that wait for a publisher. */
    Set<String> WAITING =
            Set.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream", "toFuture");

    private static JavaClasses main() {
        // The test kit is on this class path too, and its suite may wait as any test may.
        ImportOption noTestKit = location -> !location.contains("/dev/relata/test/");
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(noTestKit)
                .importPackages("dev.relata");
    }

    @Test
    default void nothingWaits() {
        noClasses()
                .that(areNoPrograms())
                .should()
                .accessTargetWhere(publisherCall("waits for a publisher", WAITING))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CountDownLatch.class, "await")
                .check(main());
    }

    @Test
    default void nothingSubscribesOnItsOwnAccount() {
        noClasses().should().accessTargetWhere(detachedSubscription()).check(main());
    }

    @Test
    default void nothingIsHidden() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ThreadLocal.class).or(assignableTo(ServiceLoader.class)))
                .check(main());
        fields().that().areStatic().should().beFinal().check(main());
    }

    /** A program ends with its answer: its main thread has nothing to do but to wait, and belongs to nobody else. */
    private static DescribedPredicate<JavaClass> areNoPrograms() {
        return DescribedPredicate.describe(
                "are no programs",
                type -> type.tryGetMethod("main", String[].class).isEmpty());
    }

    private static DescribedPredicate<JavaAccess<?>> publisherCall(String description, Set<String> methods) {
        return DescribedPredicate.describe(
                description,
                access -> methods.contains(access.getName())
                        && access.getTargetOwner().isAssignableTo(Publisher.class));
    }

    /** A call that answers with a {@code Disposable} gives the subscription to nobody downstream. */
    private static DescribedPredicate<JavaAccess<?>> detachedSubscription() {
        return publisherCall("subscribes on its own account", Set.of("subscribe"))
                .and(DescribedPredicate.describe(
                        "answers with a Disposable",
                        access -> access.getTarget()
                                .resolveMember()
                                .filter(JavaCodeUnit.class::isInstance)
                                .map(JavaCodeUnit.class::cast)
                                .filter(method -> method.getRawReturnType().isAssignableTo(Disposable.class))
                                .isPresent()));
    }
}
