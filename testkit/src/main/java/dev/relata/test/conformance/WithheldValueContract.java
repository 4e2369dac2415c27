package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.Capability;
import dev.relata.spi.ExecutedStatement;
import dev.relata.test.conformance.Vault.Phrase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Errors, logs and listeners repeat values of rows and requests only where that is asked for. */
public interface WithheldValueContract extends StoreUnderTest {

    /** Calls whose errors name a value where values are asked for, in every store. */
    List<String> NAMING_VALUES = List.of(
            "an id that is there",
            "a unique key that is there",
            "a deletion that is protected",
            "a value that its converter refuses",
            "a row that cannot be read",
            "a row that cannot be converted",
            "a required row that is missing");

    /** What listeners see, as they would print it. */
    final class PrintedEvents implements RelataListener {

        private final Queue<String> printed = new ConcurrentLinkedQueue<>();

        @Override
        public RequestObserver onStart(RunningRequest request, ContextView context) {
            printed.add(request.toString());
            return new RequestObserver() {
                @Override
                public void onStatement(ExecutedStatement statement) {
                    printed.add(statement.toString());
                }

                @Override
                public void onEnd(ObservedRequest end) {
                    printed.add(end + text(end.error()));
                }
            };
        }

        @Override
        public BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
            return new BulkObserver() {
                @Override
                public void onEnd(ObservedBulk end) {
                    printed.add(end + text(end.error()));
                }
            };
        }
    }

    /** The error as a logger prints it, with its causes and all that is suppressed. */
    private static String text(@Nullable Throwable error) {
        StringWriter text = new StringWriter();
        if (error != null) {
            error.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    private Throwable error(Publisher<?> call) {
        return observe(Flux.from(call)
                        .then(Mono.<Throwable>just(new AssertionError("it did not fail")))
                        .onErrorResume(Mono::just))
                .value();
    }

    /** The lines of a text that hold the marker. */
    private static List<String> leaks(String name, String text, String marker) {
        return text.lines()
                .filter(line -> line.contains(marker))
                .map(line -> name + ": " + line)
                .toList();
    }

    /** By every way to fail, each with a marker in its values. */
    @Test
    @Tag("S243")
    @Requires(Capability.SCHEMA)
    default void errorsLogsAndListenersRepeatNoValue() {
        long seed = new Random().nextLong();
        String marker = "mark" + Long.toHexString(seed);
        PrintedEvents events = new PrintedEvents();
        Relata relata =
                bare(builder -> builder.listener(events).converter(Phrase.class, Vault.phrases()), Vault.types());
        Map<String, Supplier<Publisher<?>>> calls = FailingCalls.of(this, relata, marker);
        List<String> leaks = new ArrayList<>();
        try (LogOutput log = LogOutput.open()) {
            calls.forEach((name, call) -> {
                Throwable error = error(call.get());
                leaks.addAll(leaks(name, text(error), marker));
                if (!(error instanceof RelataException)) {
                    leaks.add(name + ": no error of Relata: " + error);
                }
            });
            leaks.addAll(leaks("logged", log.text(), marker));
        }
        assertThat(events.printed).as("what listeners print").isNotEmpty();
        events.printed.forEach(text -> leaks.addAll(leaks("listener", text, marker)));
        assertThat(leaks).as("values in texts, by seed " + seed).isEmpty();
    }

    /** For development; a program may ask each error. */
    @Test
    @Tag("S244")
    @Requires(Capability.SCHEMA)
    default void errorsShowValuesWhereThatIsAskedFor() {
        String marker = "mark" + Long.toHexString(new Random().nextLong());
        Relata hidden = bare(builder -> builder.converter(Phrase.class, Vault.phrases()), Vault.types());
        Relata shown =
                bare(builder -> builder.valuesInErrors(true).converter(Phrase.class, Vault.phrases()), Vault.types());
        Map<String, Supplier<Publisher<?>>> withheld = FailingCalls.of(this, hidden, marker);
        Map<String, Supplier<Publisher<?>>> calls = FailingCalls.of(this, shown, marker);
        for (String name : NAMING_VALUES) {
            Throwable open = error(Objects.requireNonNull(calls.get(name)).get());
            Throwable closed = error(Objects.requireNonNull(withheld.get(name)).get());
            assertThat(open).as(name).hasMessageContaining(marker).hasSameClassAs(closed);
            assertThat(open.getCause()).as(name).isSameAs(((RelataException) open).originalCause());
            assertThat(closed.getMessage()).as(name).contains("…").doesNotContain(marker);
            assertThat(((RelataException) closed).messageWithValues()).as(name).contains(marker);
        }
    }
}
