package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.TestStore;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where the store of the tests is one of the given ones. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnTestStore.Condition.class)
@interface OnTestStore {

    TestStore[] value();

    /** Looks at the property. */
    final class Condition extends SpringBootCondition {

        private static final Class<? extends Annotation> ANNOTATION = OnTestStore.class;

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            TestStore[] wanted =
                    metadata.getAnnotations().get(OnTestStore.class).getEnumArray("value", TestStore.class);
            TestStore store = RelataTestProperties.store(context.getEnvironment());
            boolean match = Arrays.asList(wanted).contains(store);
            return new ConditionOutcome(
                    match,
                    ConditionMessage.forCondition(ANNOTATION).because(RelataTestProperties.STORE + " is " + store));
        }
    }
}
