package dev.relata.test.streams;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.reactivestreams.Publisher;

/**
 * An operation that subscribes to a publisher of the user's, whose subscriber is verified. Immutable.
 *
 * @param name the name under which a test run reports it
 * @param operation makes the operation, which subscribes to the given publisher some time after it is subscribed to
 * @param element makes an element that the operation takes, another one for each number
 * @param most the most elements that the operation may request before it has got them
 * @param <E> an element
 */
public record SubscriberUnderTest<E>(
        String name, Function<Publisher<E>, Publisher<?>> operation, IntFunction<E> element, int most) {}
