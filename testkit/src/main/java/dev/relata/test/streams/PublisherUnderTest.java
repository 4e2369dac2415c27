package dev.relata.test.streams;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A publisher with a name, of which the rules of Reactive Streams are verified. Immutable.
 *
 * @param name the name under which a test run reports it
 * @param elements makes a publisher of a number of elements, which is never more than {@link #MOST}
 * @param failing makes a publisher of the same kind that fails when it is subscribed to, before any demand; null where there is none
 * @param traits what sets it apart from others
 */
public record PublisherUnderTest(
        String name,
        LongFunction<? extends Publisher<?>> elements,
        @Nullable Supplier<? extends Publisher<?>> failing,
        Set<Trait> traits) {

    /** The most elements that the rules ask for. */
    public static final int MOST = 20;

    /** What makes some of the rules inapplicable. */
    public enum Trait {
        /** It has one element at the most. */
        SINGLE,
        /** It has an element always. */
        NEVER_EMPTY,
        /** Two subscribers get different elements, or the same ones in another order. */
        VARYING
    }

    /** Copies the traits. */
    public PublisherUnderTest {
        traits = Set.copyOf(traits);
    }

    /**
     * Names a publisher of any number of elements.
     *
     * @param name the name
     * @param elements makes a publisher of a number of elements
     * @return the publisher under test
     */
    public static PublisherUnderTest of(String name, LongFunction<? extends Publisher<?>> elements) {
        return new PublisherUnderTest(name, elements, null, Set.of());
    }

    /**
     * Adds a publisher that fails.
     *
     * @param publisher makes it; it fails when it is subscribed to, before any demand
     * @return the same publisher under test, and one that fails
     */
    public PublisherUnderTest failing(Supplier<? extends Publisher<?>> publisher) {
        return new PublisherUnderTest(name, elements, publisher, traits);
    }

    /**
     * Adds a trait.
     *
     * @param trait the trait
     * @return the same publisher under test with it
     */
    public PublisherUnderTest with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new PublisherUnderTest(name, elements, failing, more);
    }
}
