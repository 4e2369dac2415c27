package dev.relata.spring.console;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where {@code relata.console.enabled} says so, or says nothing and devtools is at work. */
final class OnDevelopmentCondition extends SpringBootCondition {

    private static final String PROPERTY = "relata.console.enabled";

    /** Devtools adds this source of properties where its restarter runs: not in tests, and not in a packaged application. */
    private static final String DEVTOOLS = "devtools";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Relata console");
        Boolean set = context.getEnvironment().getProperty(PROPERTY, Boolean.class);
        if (set != null) {
            return new ConditionOutcome(set, message.because(PROPERTY + " is " + set));
        }
        boolean inUse = devtools(context.getEnvironment());
        return new ConditionOutcome(
                inUse, message.because(PROPERTY + " is not set and devtools is " + (inUse ? "" : "not ") + "in use"));
    }

    private static boolean devtools(Environment environment) {
        return environment instanceof ConfigurableEnvironment configurable
                && configurable.getPropertySources().contains(DEVTOOLS);
    }
}
