package dev.relata.mongo;

import dev.relata.error.RelataException;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test and expects of those that are named that the store refuses a write of several documents. One that is named
 * and passes fails here, and so does one that is not named and is refused.
 */
final class RefusedWrites implements InvocationInterceptor {

    private static final String REFUSAL = "this write needs more than one document";

    /** A test class that names its tests. */
    interface Names {

        /** The methods whose writes are refused. */
        Set<String> refused();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        String name = method.getExecutable().getName();
        boolean expected = ((Names) context.getRequiredTestInstance()).refused().contains(name);
        try {
            invocation.proceed();
        } catch (Throwable error) {
            if (expected && isRefusal(error)) {
                return;
            }
            throw error;
        }
        if (expected) {
            throw new AssertionError(name + " is not refused any more; take its name off the list");
        }
    }

    private static boolean isRefusal(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = cause instanceof RelataException known ? known.messageWithValues() : cause.getMessage();
            if (String.valueOf(message).contains(REFUSAL)) {
                return true;
            }
        }
        return false;
    }
}
