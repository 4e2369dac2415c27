package dev.relata.internal.observe;

import dev.relata.error.UnplannedLookupException;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.NPlusOneFinding.Cause;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.ContextView;

/**
 * Counts lookups of one relationship that go out alone in one subscription, which is told by the last subscriber of the
 * pipeline. Thread-safe.
 *
 * <p>The place of assembly is looked for under {@link NPlusOne#FAIL} always, under {@link NPlusOne#WARN} only when half of
 * the threshold is reached somewhere: it costs more than everything else here.
 */
public final class NPlusOneDetector {

    /** So many single lookups of one relationship are not reported yet. */
    public static final int THRESHOLD = 10;

    private static final Logger LOG = LoggerFactory.getLogger(NPlusOneDetector.class);
    private static final int PLACES = 64;

    private final NPlusOne mode;
    private final Listeners listeners;
    private final Map<Object, LookupCounts> subscriptions = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicInteger placesWanted = new AtomicInteger();

    /**
     * Makes a detector.
     *
     * @param mode what happens when something is found
     * @param listeners are told
     */
    public NPlusOneDetector(NPlusOne mode, Listeners listeners) {
        this.mode = mode;
        this.listeners = listeners;
    }

    /** Counts of one subscription or scope, by relationship. Thread-safe. */
    public static final class LookupCounts {

        private final Map<String, Integer> singles = new HashMap<>();
        private boolean strict;

        private synchronized int count(String relationship) {
            return singles.merge(relationship, 1, Integer::sum);
        }

        /**
         * Starts anew, because lookups have travelled together.
         *
         * @param relationship whose
         */
        public synchronized void together(String relationship) {
            singles.computeIfPresent(relationship, (name, count) -> count > THRESHOLD ? count : 0);
        }

        private synchronized void makeStrict() {
            strict = true;
        }

        private synchronized boolean strict() {
            return strict;
        }
    }

    /**
     * Finds the caller's place, if somebody may want to know.
     *
     * @return the first frame outside Relata, or null
     */
    public @Nullable StackTraceElement place() {
        boolean wanted = mode == NPlusOne.FAIL
                || (placesWanted.get() > 0 && placesWanted.getAndDecrement() > 0 && mode == NPlusOne.WARN);
        return wanted ? Assembly.place() : null;
    }

    /**
     * Makes lookups of a subscription errors where they are sent alone.
     *
     * @param subscriber a subscriber of the pipeline
     */
    public void strict(Object subscriber) {
        counts(subscriber).makeStrict();
    }

    /**
     * Counts a lookup that is sent alone, outside any scope.
     *
     * @param planned whether it is no error where all others are
     * @param relationship its name
     * @param place where it was assembled
     * @param subscriber its subscriber
     * @return the error to fail it with, or null
     */
    public @Nullable UnplannedLookupException outside(
            boolean planned, String relationship, @Nullable StackTraceElement place, Object subscriber) {
        if (mode == NPlusOne.OFF && subscriptions.isEmpty()) {
            return null;
        }
        LookupCounts counts = counts(subscriber);
        if (counts.strict() && !planned) {
            return unplanned(relationship, place);
        }
        return count(counts, relationship, place, Cause.NO_SCOPE, subscriber);
    }

    /**
     * Counts a lookup that is sent alone, in a scope.
     *
     * @param counts the scope's
     * @param relationship its name
     * @param place where it was assembled
     * @param subscriber its subscriber
     * @return the error to fail it with, or null
     */
    public @Nullable UnplannedLookupException inScope(
            LookupCounts counts, String relationship, @Nullable StackTraceElement place, Object subscriber) {
        if (mode == NPlusOne.OFF) {
            return null;
        }
        Cause cause = SubscriberChain.oneAtATime(subscriber) ? Cause.ONE_AT_A_TIME : Cause.NEVER_TOGETHER;
        return count(counts, relationship, place, cause, subscriber);
    }

    /**
     * The error of a lookup where all are planned.
     *
     * @param relationship its name
     * @param place where it was assembled
     * @return the error
     */
    public UnplannedLookupException unplanned(String relationship, @Nullable StackTraceElement place) {
        return new UnplannedLookupException(relationship + at(place)
                + ": this lookup was not planned, and the selection is strict; add prefetch(" + relationship
                + ") to the selection and run it in relata::batched, make the row known by"
                + " batching().prime(…), or drop strict()");
    }

    private LookupCounts counts(Object subscriber) {
        return subscriptions.computeIfAbsent(SubscriberChain.root(subscriber), any -> new LookupCounts());
    }

    private @Nullable UnplannedLookupException count(
            LookupCounts counts,
            String relationship,
            @Nullable StackTraceElement place,
            Cause cause,
            Object subscriber) {
        int singles = counts.count(relationship);
        if (mode == NPlusOne.WARN && singles == THRESHOLD / 2) {
            placesWanted.set(PLACES);
        }
        if (singles <= THRESHOLD || mode == NPlusOne.OFF) {
            return null;
        }
        String message = relationship + ": " + singles + " lookups went out one by one in one subscription" + at(place)
                + ", a statement each; " + advice(cause);
        if (singles == THRESHOLD + 1) {
            tell(new NPlusOneFinding(relationship, singles, place, cause, message), subscriber);
        }
        return mode == NPlusOne.FAIL ? new UnplannedLookupException(message) : null;
    }

    private void tell(NPlusOneFinding finding, Object subscriber) {
        if (mode == NPlusOne.WARN) {
            LOG.warn(finding.message());
        }
        ContextView context = SubscriberChain.context(subscriber);
        listeners.tell(listener -> listener.onNPlusOne(finding, context));
    }

    private static String at(@Nullable StackTraceElement place) {
        return place == null ? "" : " (assembled at " + place + ")";
    }

    private static String advice(Cause cause) {
        return switch (cause) {
            case NO_SCOPE ->
                "add .as(relata::batched) behind the pipeline, fetch or prefetch(…) them with the selection, or read"
                        + " them with relata.load(…)";
            case ONE_AT_A_TIME ->
                "concatMap subscribes to one at a time, which defeats the batch scope: add lookAhead() to the selection,"
                        + " or .as(relata.batching()::lookAhead) before the concatMap, or use flatMap, or flatMapSequential"
                        + " to keep the order";
            case NEVER_TOGETHER ->
                "the batch scope never had two at a time: subscribe to them together, for example with flatMap";
        };
    }
}
