package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RelataException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;

/**
 * What one subscription answered and what was sent for it.
 *
 * @param <T> what is answered
 */
public final class Observed<T> {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<T> values;
    private final @Nullable Throwable error;
    private final List<String> statements;

    private Observed(List<T> values, @Nullable Throwable error, List<String> statements) {
        this.values = values;
        this.error = error;
        this.statements = statements;
    }

    static <T> Observed<T> of(Publisher<T> publisher, StatementCounter counter) {
        AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        List<T> values = new ArrayList<>();
        counter.reset();
        // Not by StepVerifier, which waits by asking again and again and so takes the processor from the store.
        Flux.from(publisher)
                .materialize()
                .doOnNext(signal -> note(signal, values, error))
                .then()
                .block(LONGEST);
        return new Observed<>(values, error.get(), counter.statements());
    }

    private static <T> void note(Signal<T> signal, List<T> values, AtomicReference<@Nullable Throwable> error) {
        T value = signal.get();
        if (value != null) {
            values.add(value);
        }
        if (signal.isOnError()) {
            error.set(signal.getThrowable());
        }
    }

    /**
     * Checks how many statements were sent, as {@code StatementKind#counts} counts them.
     *
     * @param number how many
     * @return this
     */
    public Observed<T> sends(int number) {
        assertThat(statements).as("statements sent, the error being %s", error).hasSize(number);
        return this;
    }

    /**
     * Checks that it completed with these elements, in this order.
     *
     * @param expected the elements; none for empty
     * @return this
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Observed<T> answers(T... expected) {
        assertThat(values()).containsExactly(expected);
        return this;
    }

    /**
     * Checks that it completed with these elements, in any order.
     *
     * @param expected the elements
     * @return this
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final Observed<T> answersInAnyOrder(T... expected) {
        assertThat(values()).containsExactlyInAnyOrder(expected);
        return this;
    }

    /**
     * Checks that it completed, and answers its elements.
     *
     * @return the elements in order
     */
    public List<T> values() {
        if (error != null) {
            throw new AssertionError("expected elements, but it failed: " + error, error);
        }
        return values;
    }

    /**
     * Checks that it completed with one element, and answers it.
     *
     * @return the element
     */
    public T value() {
        assertThat(values()).hasSize(1);
        return values.get(0);
    }

    /**
     * Checks that it failed without an element.
     *
     * @param type the error's class
     * @return what checks the error further
     */
    public AbstractThrowableAssert<?, ? extends Throwable> fails(Class<? extends Throwable> type) {
        assertThat(values).as("elements before the error").isEmpty();
        return assertThat(error).isInstanceOf(type);
    }

    /**
     * Checks that it failed without an element, and what the error says with the values that it withholds.
     *
     * @param type the error's class
     * @param words parts of its message with values
     * @return what checks the error further
     */
    public AbstractThrowableAssert<?, ? extends Throwable> failsNaming(
            Class<? extends RelataException> type, String... words) {
        AbstractThrowableAssert<?, ? extends Throwable> failure = fails(type);
        assertThat(((RelataException) Objects.requireNonNull(error)).messageWithValues())
                .contains(words);
        return failure;
    }
}
