package dev.relata.test.streams;

import dev.relata.test.streams.PublisherUnderTest.Trait;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;
import org.reactivestreams.tck.flow.support.Function;
import reactor.core.CoreSubscriber;

/**
 * The rules for one publisher. They meet it as the operators of Reactor do, by a {@link CoreSubscriber}: for any other subscriber Reactor puts a
 * subscriber of its own in between, which hides some of what would be against the rules. Two rules are relaxed for a {@code CoreSubscriber}, as its
 * documentation says, and met otherwise. Those about demand that is not positive, and about no subscriber at all, are met as subscribers of
 * other libraries meet them. Signals that come one after the other are met with demand that waits for the end of {@code onSubscribe}.
 */
final class PublisherRules extends PublisherVerification<Object> {

    /** How long a signal may take to come, on a machine that is busy, and how long none may come. */
    private static final int PATIENCE = 20_000;

    private static final int SILENCE = 30;

    private static final int POLL = 10;

    /** How often a rule is tried that looks for a race; the TCK says 100. */
    private static final int ROUNDS = Integer.getInteger("tck.rounds", 5);

    private static final Set<String> TRIVIAL = Set.of(
            "required_validate_maxElementsFromPublisher", "required_validate_boundedDepthOfOnNextAndRequestRecursion");

    /** What needs no second element. */
    private static final Set<String> OF_ONE = Set.of(
            "required_createPublisher1MustProduceAStreamOfExactly1Element",
            "optional_spec105_emptyStreamMustTerminateBySignallingOnComplete",
            "required_spec107_mustNotEmitFurtherSignalsOnceOnCompleteHasBeenSignalled",
            "required_spec109_subscribeThrowNPEOnNullSubscriber",
            "required_spec109_mustIssueOnSubscribeForNonNullSubscriber",
            "optional_spec111_maySupportMultiSubscribe",
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
            "required_spec306_afterSubscriptionIsCancelledRequestMustBeNops",
            "required_spec307_afterSubscriptionIsCancelledAdditionalCancelationsMustBeNops",
            "required_spec309_requestZeroMustSignalIllegalArgumentException",
            "required_spec309_requestNegativeNumberMustSignalIllegalArgumentException",
            "required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber");

    private final PublisherUnderTest tested;
    private final Meeting meeting;
    private final TestEnvironment environment;

    private PublisherRules(PublisherUnderTest tested, Meeting meeting, TestEnvironment environment) {
        super(environment);
        this.tested = tested;
        this.meeting = meeting;
        this.environment = environment;
    }

    /**
     * Makes what verifies one rule: the TCK collects errors for one rule at a time.
     *
     * @param tested the publisher
     * @param rule the name of the method that verifies it
     */
    static PublisherRules of(PublisherUnderTest tested, String rule) {
        return new PublisherRules(tested, Meeting.of(rule), new TestEnvironment(PATIENCE, SILENCE, POLL));
    }

    /** Tells whether a rule can be asked of a publisher. One that can be asked and is left out by the TCK is a failure. */
    static boolean applies(String rule, PublisherUnderTest tested) {
        if (TRIVIAL.contains(rule) || rule.startsWith("untested")) {
            return false;
        }
        if (rule.contains("spec104") || rule.contains("mayRejectCallsToSubscribe")) {
            return tested.failing() != null;
        }
        if (rule.contains("emptyStream") && tested.traits().contains(Trait.NEVER_EMPTY)) {
            return false;
        }
        if (rule.contains("multicast") && tested.traits().contains(Trait.VARYING)) {
            return false;
        }
        return !tested.traits().contains(Trait.SINGLE) || OF_ONE.contains(rule);
    }

    /** Verifies a rule. An error that the TCK has only noted, as it waited for an element, is told too. */
    void verify(Method rule) throws Exception {
        try {
            TestedRules.verify(rule, this);
        } catch (AssertionError failure) {
            for (Throwable noted = environment.dropAsyncError(); noted != null; noted = environment.dropAsyncError()) {
                if (!noted.equals(failure)) {
                    failure.addSuppressed(noted);
                }
            }
            throw failure;
        }
    }

    /** One more than there are: a rule that asks for more cancels after a few. */
    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Publisher<Object> createPublisher(long elements) {
        int most = tested.traits().contains(Trait.SINGLE) ? 1 : PublisherUnderTest.MOST;
        return met(tested.elements().apply(Math.min(elements, most)));
    }

    @Override
    public @Nullable Publisher<Object> createFailedPublisher() {
        return tested.failing() == null ? null : met(tested.failing().get());
    }

    @SuppressWarnings("unchecked") // the rules do not look into elements
    private Publisher<Object> met(Publisher<?> publisher) {
        Publisher<Object> any = (Publisher<Object>) publisher;
        return switch (meeting) {
            case FOREIGN -> any;
            case CORE -> subscriber -> any.subscribe(new Passing(subscriber));
            case SUBSCRIBED_FIRST -> subscriber -> any.subscribe(new Passing(new SubscribedFirst(subscriber)));
        };
    }

    @Override
    public void stochasticTest(int rounds, Function<Integer, Void> body) throws Throwable {
        super.stochasticTest(Math.min(rounds, ROUNDS), body);
    }

    /**
     * Waits as long as it takes; the TCK waits for a fixed time, and once. A connection of a pool may know who had it last until it is used again,
     * so the publisher is subscribed to again where that takes long.
     */
    @Override
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        Publisher<Object> publisher = createPublisher(3);
        WeakReference<ManualSubscriber<Object>> subscriber = cancelled(publisher);
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        for (int tries = 1; !subscriber.refersTo(null) && System.nanoTime() < end; tries++) {
            System.gc();
            Thread.sleep(10);
            if (tries % 20 == 0) {
                WeakReference<ManualSubscriber<Object>> unused = cancelled(publisher);
            }
        }
        if (!subscriber.refersTo(null)) {
            environment.flop(publisher + " keeps a reference to its subscriber after cancel");
        }
        Reference.reachabilityFence(publisher);
        environment.verifyNoAsyncErrorsNoDelay();
    }

    private WeakReference<ManualSubscriber<Object>> cancelled(Publisher<Object> publisher) throws InterruptedException {
        ManualSubscriber<Object> subscriber = environment.newManualSubscriber(publisher);
        subscriber.request(1);
        subscriber.nextElement();
        subscriber.cancel();
        return new WeakReference<>(subscriber);
    }

    /** How a rule meets a publisher. */
    private enum Meeting {
        FOREIGN,
        CORE,
        SUBSCRIBED_FIRST;

        static Meeting of(String rule) {
            if (rule.contains("spec309") || rule.contains("NPEOnNullSubscriber")) {
                return FOREIGN;
            }
            return rule.contains("spec103") ? SUBSCRIBED_FIRST : CORE;
        }
    }

    /** Passes everything on, and is a subscriber of Reactor's. */
    private record Passing(Subscriber<? super Object> actual) implements CoreSubscriber<Object> {

        @Override
        public void onSubscribe(Subscription subscription) {
            actual.onSubscribe(subscription);
        }

        @Override
        public void onNext(Object element) {
            actual.onNext(element);
        }

        @Override
        public void onError(Throwable error) {
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }
    }
}
