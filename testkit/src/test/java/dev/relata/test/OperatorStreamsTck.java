package dev.relata.test;

import dev.relata.internal.operator.GivenElements;
import dev.relata.internal.operator.GrowingChunks;
import dev.relata.internal.operator.OrderedJoin;
import dev.relata.internal.write.Chunks;
import dev.relata.query.Bulk;
import dev.relata.spi.Burst;
import dev.relata.spi.stream.CursorFlux;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.FetchReceiver;
import dev.relata.spi.stream.FetchSize;
import dev.relata.spi.stream.MergedCursorFlux;
import dev.relata.spi.stream.SerialQueue;
import dev.relata.spi.stream.TransactionRunner;
import dev.relata.test.streams.PublisherUnderTest;
import dev.relata.test.streams.PublisherUnderTest.Trait;
import dev.relata.test.streams.TestedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The rules of Reactive Streams for the operators that stores and core share, where their source answers at once and where another thread does. */
class OperatorStreamsTck {

    private final List<PublisherUnderTest> all = new ArrayList<>();

    @TestFactory
    Stream<DynamicNode> operatorsKeepTheRules() {
        operators(" at once", Schedulers.immediate());
        operators(" by another thread", Schedulers.parallel());
        return TestedRules.ofPublishers(all);
    }

    private void operators(String where, Scheduler on) {
        many("GivenElements" + where, n -> new GivenElements<>(range(n, on)));
        many(
                "OrderedJoin" + where,
                n -> new OrderedJoin<>(range(n, on), i -> Mono.just(i).publishOn(on), Integer::sum));
        many("GrowingChunks" + where, n -> GrowingChunks.concatMap(range(n, on), Flux::fromIterable));
        many(
                "Chunks.write" + where,
                n -> Chunks.of(range(n, on), Bulk.chunkSize(1))
                        .write(chunk -> Mono.just(chunk).publishOn(on)));
        many("Burst.around" + where, n -> Burst.around(range(n, on)));
        many("Burst.aroundAnswer" + where, n -> Burst.aroundAnswer(range(n, on)));
        many("TransactionRunner.many" + where, n -> runner(on).many(any -> range(n, on)));
        many(
                "CursorFlux" + where,
                n -> new CursorFlux<Integer>(() -> FetchSize.fixed(3), receiver -> new Numbers(receiver, on, n)));
        all.add(PublisherUnderTest.of("MergedCursorFlux" + where, n -> merged(n, on))
                .with(Trait.VARYING));
        all.add(PublisherUnderTest.of(
                        "SerialQueue.run" + where,
                        n -> new SerialQueue()
                                .run(() -> Mono.just(n).filter(one -> one > 0).publishOn(on)))
                .with(Trait.SINGLE));
        all.add(PublisherUnderTest.of(
                        "SerialQueue.runToItsEnd" + where,
                        n -> new SerialQueue()
                                .runToItsEnd(() ->
                                        Mono.just(n).filter(one -> one > 0).publishOn(on)))
                .with(Trait.SINGLE));
    }

    private void many(String name, java.util.function.LongFunction<Flux<?>> elements) {
        all.add(PublisherUnderTest.of(name, elements));
    }

    private static Flux<Integer> range(long number, Scheduler on) {
        return Flux.range(0, (int) number).publishOn(on);
    }

    private static TransactionRunner<String> runner(Scheduler on) {
        return new TransactionRunner<>(
                Mono.just("begun").publishOn(on),
                any -> Mono.<Void>empty().publishOn(on),
                any -> Mono.<Void>empty().publishOn(on));
    }

    private static Flux<Integer> merged(long number, Scheduler on) {
        return new MergedCursorFlux<>(() -> FetchSize.fixed(2), cursors -> {
            long half = number / 2;
            cursors.add(receiver -> new Numbers(receiver, on, half));
            cursors.add(receiver -> new Numbers(receiver, on, number - half));
        });
    }

    /** A cursor that answers every fetch on a scheduler. */
    private static final class Numbers implements CursorSource {

        private final FetchReceiver<Integer> receiver;
        private final Scheduler on;
        private final long end;
        private int next;

        Numbers(FetchReceiver<Integer> receiver, Scheduler on, long end) {
            this.receiver = receiver;
            this.on = on;
            this.end = end;
        }

        @Override
        public void fetch(int rows) {
            Disposable unused = on.schedule(() -> answer(rows));
        }

        private void answer(int rows) {
            int sent = 0;
            for (; sent < rows && next < end; sent++) {
                receiver.row(next++);
            }
            receiver.fetched(sent < rows);
        }

        @Override
        public void cancel() {}
    }
}
