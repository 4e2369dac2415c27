package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.AutoConfigureRelata;
import dev.relata.spring.test.ExpectStatements;
import dev.relata.spring.test.internal.rollback.TestConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.annotation.Rollback;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/** Begins the transaction of each test and rolls it back; compares the number of statements with what the test expects. */
final class RollbackTestExecutionListener extends AbstractTestExecutionListener {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Before the listener that begins the transactions of Spring's own. */
    @Override
    public int getOrder() {
        return 3900;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        if (!concerned(test)) {
            return;
        }
        beans(test, RenewableStore.class, RenewableStore::renew);
        if (!withoutTransaction(test)) {
            connections(test, TestConnectionFactory::begin);
        }
    }

    @Override
    public void beforeTestExecution(TestContext test) {
        if (concerned(test)) {
            beans(test, StatementLog.class, StatementLog::clear);
        }
    }

    @Override
    public void afterTestExecution(TestContext test) {
        ExpectStatements expected = concerned(test)
                ? AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), ExpectStatements.class)
                : null;
        if (expected != null && test.getTestException() == null) {
            beans(
                    test,
                    StatementLog.class,
                    log -> Assertions.assertThat(log.sent())
                            .as("@ExpectStatements")
                            .hasCount(expected.value()));
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (concerned(test)) {
            boolean commit = commits(test);
            connections(test, factory -> factory.end(commit));
        }
    }

    private static boolean concerned(TestContext test) {
        return TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), AutoConfigureRelata.class);
    }

    private static boolean commits(TestContext test) {
        Rollback rollback = find(test, Rollback.class);
        return rollback != null && !rollback.value();
    }

    private static boolean withoutTransaction(TestContext test) {
        Transactional transactional = find(test, Transactional.class);
        return transactional != null
                && (transactional.propagation() == Propagation.NOT_SUPPORTED
                        || transactional.propagation() == Propagation.NEVER);
    }

    private static <A extends Annotation> @Nullable A find(TestContext test, Class<A> type) {
        A found = AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), type);
        return found == null ? TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), type) : found;
    }

    private static <B> void beans(TestContext test, Class<B> type, Consumer<B> each) {
        test.getApplicationContext().getBeansOfType(type, true, false).values().forEach(each);
    }

    /** Blocks the thread of the test, which waits for its database. */
    private static void connections(TestContext test, Function<TestConnectionFactory, Mono<Void>> work) {
        List<Mono<Void>> all = new ArrayList<>();
        beans(test, ConnectionFactory.class, factory -> {
            if (factory instanceof TestConnectionFactory ours) {
                all.add(work.apply(ours));
            }
        });
        Mono.whenDelayError(all).block(TIMEOUT);
    }
}
