package dev.relata.benchmarks.growth;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.lte;

import dev.relata.Relata;
import dev.relata.benchmarks.Event;
import dev.relata.observe.NPlusOne;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import dev.relata.r2dbc.R2dbcStore;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** The reads through Relata. */
final class RelataReads {

    private final Relata relata;

    RelataReads(ConnectionFactory connections, int maxBatch) {
        this.relata = Relata.builder()
                .store(R2dbcStore.of(connections))
                .nPlusOne(NPlusOne.OFF)
                .model(Event.class, Owner.class, Child.class, Asked.class)
                .maxBatch(maxBatch)
                .build();
    }

    Flux<Event> events(int most) {
        return relata.from(Event.class).where(Event::id, lte((long) most)).iterate();
    }

    Flux<Child> children(long owner) {
        return relata.on(new Owner(owner, 0), Owner.CHILDREN).all();
    }

    /** One batch: a lookup for each, all at a time. */
    Flux<Event> eventsOf(List<Asked> asked) {
        return Flux.fromIterable(asked)
                .flatMap(one -> relata.on(one, Asked.EVENT).get(), asked.size())
                .as(relata::batched);
    }

    /** Joined, as many at a time as Relata takes. */
    Flux<Event> joined(List<Asked> asked) {
        return Flux.fromIterable(asked).transform(relata.batching().with(Asked.EVENT, (one, event) -> event));
    }

    /** The nodes of a tree by a plan of as many levels. */
    Flux<Owner> tree(int levels) {
        return below(relata.from(Owner.class).where(Owner::id, eq(1L)), levels)
                .graphs()
                .flatMapIterable(graph -> () -> nodes(graph, levels).iterator());
    }

    private static Selection<Owner> below(Selection<Owner> nodes, int levels) {
        return levels == 1 ? nodes : nodes.fetch(Owner.BELOW, next -> below(next, levels - 1));
    }

    private static Stream<Owner> nodes(Graph<Owner> graph, int levels) {
        Stream<Owner> own = Stream.of(graph.root());
        return levels == 1
                ? own
                : Stream.concat(own, graph.graphs(Owner.BELOW).stream().flatMap(next -> nodes(next, levels - 1)));
    }
}
