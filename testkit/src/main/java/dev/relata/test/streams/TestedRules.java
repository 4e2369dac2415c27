package dev.relata.test.streams;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.testng.SkipException;

/**
 * The rules of the Reactive Streams TCK as tests of JUnit: one for each publisher or subscriber, and rule. Several are verified at a time, as
 * most of their time is spent on waiting for signals that must not come.
 */
public final class TestedRules {

    private static final int AT_A_TIME = 6;

    private static final int LIMIT_SECONDS = 120;

    private TestedRules() {}

    /**
     * Makes the tests of publishers.
     *
     * @param publishers the publishers
     * @return a container for each, which has a test for each rule that applies
     */
    public static Stream<DynamicNode> ofPublishers(Collection<PublisherUnderTest> publishers) {
        return ofPublishers(publishers, rule -> true);
    }

    static Stream<DynamicNode> ofPublishers(Collection<PublisherUnderTest> publishers, Predicate<String> asked) {
        return inParallel(workers -> publishers.stream()
                .map(tested -> container(
                        tested.name(),
                        rules(PublisherRules.class)
                                .filter(rule -> asked.test(rule.getName()))
                                .filter(rule -> PublisherRules.applies(rule.getName(), tested)),
                        rule -> PublisherRules.of(tested, rule.getName()).verify(rule),
                        workers)));
    }

    /**
     * Makes the tests of what operations subscribe with.
     *
     * @param subscribers the operations
     * @return a container for each, which has a test for each rule
     */
    public static Stream<DynamicNode> ofSubscribers(Collection<SubscriberUnderTest<?>> subscribers) {
        return inParallel(workers -> subscribers.stream()
                .map(tested ->
                        container(tested.name(), rules(SubscriberRules.class), rule -> verify(rule, tested), workers)));
    }

    private static Stream<DynamicNode> inParallel(Containers containers) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME, TestedRules::daemon);
        List<DynamicNode> all = containers.of(workers).toList();
        workers.shutdown();
        return all.stream();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "reactive-streams-rules");
        thread.setDaemon(true);
        return thread;
    }

    private static Stream<Method> rules(Class<?> verification) {
        return Arrays.stream(verification.getMethods())
                .filter(method -> method.getName().matches("(required|optional|stochastic)_.*"))
                .filter(method -> method.getParameterCount() == 0)
                .sorted(Comparator.comparing(Method::getName));
    }

    private static DynamicNode container(
            String name, Stream<Method> rules, Verification verification, ExecutorService workers) {
        List<DynamicTest> tests = new ArrayList<>();
        rules.forEach(rule -> {
            Future<?> verified = workers.submit(() -> {
                verification.of(rule);
                return null;
            });
            tests.add(dynamicTest(rule.getName(), result(verified)));
        });
        return dynamicContainer(name, tests);
    }

    private static Executable result(Future<?> verified) {
        return () -> {
            try {
                verified.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw failure.getCause();
            }
        };
    }

    private static <E> void verify(Method rule, SubscriberUnderTest<E> tested) throws Exception {
        try (SubscriberRules<E> rules = SubscriberRules.of(tested)) {
            verify(rule, rules);
        }
    }

    static void verify(Method rule, Object verification) throws Exception {
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException failure) {
            throw failed(rule, failure.getTargetException());
        }
    }

    /** What the TCK leaves out is a failure: a rule that cannot be asked is not among the rules. */
    private static Exception failed(Method rule, Throwable failure) throws Exception {
        if (failure instanceof SkipException) {
            throw new AssertionError(rule.getName() + " was left out: " + failure.getMessage(), failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            return exception;
        }
        throw new AssertionError(failure);
    }

    /** Makes the containers. */
    private interface Containers {
        Stream<DynamicNode> of(ExecutorService workers);
    }

    /** Verifies one rule. */
    private interface Verification {
        void of(Method rule) throws Exception;
    }
}
