package dev.relata.internal.translate;

import dev.relata.error.RelataException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands the answers of public operations to users, with errors of Relata translated. Only public operations begin here: those
 * that are built on one another inside the library see the errors as they are, because they tell them apart. An
 * {@code onErrorContinue} behind an answer ends there: inside it would skip parts of an operation, such as what a transaction needs to
 * be rolled back, and see errors as they are. Without a translator a publisher is handed out as it is. Immutable, thread-safe.
 */
public final class ErrorTranslation {

    private static final ErrorTranslation AS_THEY_ARE = new ErrorTranslation(null, false);

    private final @Nullable UnaryOperator<Throwable> translator;

    private final boolean showsValues;

    private ErrorTranslation(@Nullable UnaryOperator<Throwable> translator, boolean showsValues) {
        this.translator = translator;
        this.showsValues = showsValues;
    }

    /** Answers without translation. */
    public static ErrorTranslation asTheyAre() {
        return AS_THEY_ARE;
    }

    /** Answers with errors of Relata as a translator makes them. */
    public static ErrorTranslation translatedBy(UnaryOperator<Throwable> translator) {
        return new ErrorTranslation(translator, false);
    }

    /**
     * Answers with errors of Relata that show values, or do not; a translator sees them so.
     *
     * @param shown whether they do
     * @return a changed copy
     */
    public ErrorTranslation showingValues(boolean shown) {
        return new ErrorTranslation(translator, shown);
    }

    /** Whether errors are handed out as they are. */
    private boolean changesNothing() {
        return translator == null && !showsValues;
    }

    /** Hands out an answer. */
    public <R> Mono<R> of(Mono<R> answer) {
        return changesNothing() ? answer : new TranslatedMono<>(answer.onErrorStop(), this);
    }

    /** Hands out an answer. */
    public <R> Flux<R> of(Flux<R> answer) {
        return changesNothing() ? answer : new TranslatedFlux<>(answer.onErrorStop(), this);
    }

    /** Does what a call does at once, most often checks of its arguments. */
    public <R> R now(Supplier<R> call) {
        if (changesNothing()) {
            return call.get();
        }
        try {
            return call.get();
        } catch (RelataException error) {
            throw translated(error) instanceof RuntimeException unchecked ? unchecked : error;
        }
    }

    /** Translates an error, unless it is no error of Relata or is translated already. */
    Throwable translated(Throwable error) {
        if (!(error instanceof RelataException known)) {
            return error;
        }
        if (showsValues) {
            known.showValues();
        }
        if (translator == null) {
            return error;
        }
        try {
            Throwable translated = translator.apply(error);
            return translated == null ? error : translated;
        } catch (RuntimeException broken) {
            error.addSuppressed(broken);
            return error;
        }
    }

    /**
     * Returns what an error of a user's pipeline was before the translation.
     *
     * @return the error of Relata, or the error itself where it is not what the translator makes of its cause
     */
    public Throwable original(Throwable error) {
        return translator != null
                        && error.getCause() instanceof RelataException cause
                        && translated(cause).getClass() == error.getClass()
                ? cause
                : error;
    }
}
