package dev.relata.test.conformance;

import dev.relata.spi.Capability;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the tests that need what a store cannot do. */
final class LeftOut implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("a class");
        }
        StoreUnderTest store = (StoreUnderTest) context.getRequiredTestInstance();
        Set<Capability> missing = missing(context.getRequiredTestMethod(), store.capabilities());
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("the store can do it")
                : ConditionEvaluationResult.disabled("left out: the store lacks " + missing);
    }

    /** The names of all tests of a class that are left out, in alphabetical order. */
    static Set<String> names(Class<?> testClass, Set<Capability> capabilities) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(testClass.getMethods())
                .filter(method -> !missing(method, capabilities).isEmpty())
                .map(Method::getName)
                .forEach(names::add);
        return names;
    }

    private static Set<Capability> missing(Method method, Set<Capability> capabilities) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        Requires requires = method.getAnnotation(Requires.class);
        if (requires != null) {
            missing.addAll(Arrays.asList(requires.value()));
            missing.removeAll(capabilities);
        }
        return missing;
    }
}
