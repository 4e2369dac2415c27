package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.link.JoinLinks.There;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes of many of an owner's links that are records, for one subscription: in one transaction, a chunk at a time.
 *
 * @param links the owner's links
 * @param bulk the size of a chunk, and who is told
 * @param operation what it is, for the messages
 * @param there what becomes of links that are there already
 */
record BulkJoins<S, T, J>(LinkWriter<S, T> links, Bulk<?> bulk, String operation, There there) {

    /** Refuses a null. */
    BulkJoins {
        RefusedException.unlessNull(bulk, links.bound().label(), "the Bulk that says how");
    }

    /** Who is at the other end, and the data, if there are any. */
    private record End<E, J>(E end, @Nullable Assignment<J> data) {}

    Mono<Long> rows(Iterable<? extends T> targets) {
        return ofRows(ends(targets));
    }

    Mono<Long> rows(Map<? extends T, Assignment<J>> data) {
        return ofRows(ends(data));
    }

    Mono<Long> ids(Iterable<?> ids) {
        return ofIds(ends(ids));
    }

    Mono<Long> ids(Map<?, Assignment<J>> data) {
        return ofIds(ends(data));
    }

    Mono<Long> rows(Chunks<? extends T> targets) {
        return inChunks(targets.map(target -> new End<T, J>(target, null)), this::written);
    }

    Mono<Long> linksOfRows(Chunks<? extends Link<? extends T, Assignment<J>>> given) {
        return inChunks(given.map(link -> end(link.target(), link.data())), this::written);
    }

    Mono<Long> ids(Chunks<?> ids) {
        return inChunks(ids.map(id -> new End<Object, J>(id, null)), this::writtenById);
    }

    Mono<Long> linksOfIds(Chunks<? extends Link<?, Assignment<J>>> given) {
        return inChunks(given.map(link -> end((Object) link.target(), link.data())), this::writtenById);
    }

    private <E> End<E, J> end(@Nullable E target, Assignment<J> data) {
        if (target == null) {
            throw new RefusedException(
                    links.bound().label() + "." + operation + ": a link of those given has no target: leave it out");
        }
        return new End<>(target, data);
    }

    private static <E, J> List<End<E, J>> ends(Iterable<? extends E> given) {
        List<End<E, J>> ends = new ArrayList<>();
        InputRows.<E>rows(given).forEach(end -> ends.add(new End<>(end, null)));
        return ends;
    }

    private <E> List<End<E, J>> ends(Map<? extends E, Assignment<J>> given) {
        InputRows.<E>rows(InputRows.map(given, operation).keySet());
        List<End<E, J>> ends = new ArrayList<>();
        given.forEach((end, data) -> ends.add(new End<>(end, data)));
        return ends;
    }

    private Mono<Long> ofRows(List<End<T, J>> ends) {
        boolean unverified = links.unverified(ends.stream().<T>map(End::end).toList());
        return inChunks(
                Chunks.of(checked(wanted(ends)), bulk),
                chunk -> write(chunk, unverified ? links.bound().verifyFilter(operation, distinct(chunk)) : null));
    }

    private Mono<Long> ofIds(List<End<Object, J>> ends) {
        return inChunks(
                Chunks.of(checked(wantedById(ends)), bulk),
                chunk -> write(chunk, links.exist(distinct(chunk), operation)));
    }

    /** All that is at hand is refused before anything is sent, and sorted over all chunks. */
    private List<WantedLink<J>> checked(List<WantedLink<J>> wanted) {
        List<WantedLink<J>> once = once(wanted);
        joins().check(once);
        return links.keepsOrder() ? once : WantedLink.inOneOrder(once);
    }

    private List<WantedLink<J>> wanted(List<End<T, J>> ends) {
        String label = links.bound().label() + "." + operation;
        return ends.stream()
                .map(end -> new WantedLink<>(Ids.require(links.bound().target(), end.end(), label), end.data()))
                .toList();
    }

    private List<WantedLink<J>> wantedById(List<End<Object, J>> ends) {
        return ends.stream()
                .map(end ->
                        new WantedLink<>(links.parse(new Object[] {end.end()}).get(0), end.data()))
                .toList();
    }

    private Mono<Long> written(List<End<T, J>> chunk) {
        boolean unverified = links.unverified(chunk.stream().<T>map(End::end).toList());
        List<WantedLink<J>> wanted = checked(wanted(chunk));
        return write(wanted, unverified ? links.bound().verifyFilter(operation, distinct(wanted)) : null);
    }

    private Mono<Long> writtenById(List<End<Object, J>> chunk) {
        List<WantedLink<J>> wanted = checked(wantedById(chunk));
        return write(wanted, links.exist(distinct(wanted), operation));
    }

    private Mono<Long> write(List<WantedLink<J>> chunk, @Nullable Mono<Void> check) {
        Mono<Long> write = joins().write(chunk);
        return check == null ? write : check.then(write);
    }

    private JoinLinks<J> joins() {
        return new JoinLinks<>(links, operation, there);
    }

    /** Where the pair is not unique, each that is given is a link of its own. */
    private List<WantedLink<J>> once(List<WantedLink<J>> wanted) {
        return links.bound().relationship().junctionOrThrow().pairIsUnique()
                ? WantedLink.once(wanted, there != There.STAYS)
                : wanted;
    }

    private static List<List<Object>> distinct(List<? extends WantedLink<?>> wanted) {
        return WantedLink.ids(wanted).stream().distinct().toList();
    }

    private Sessions sessions() {
        return links.bound().engine().sessions();
    }

    private <E> Mono<Long> inChunks(Chunks<E> chunks, Function<List<E>, Mono<Long>> write) {
        return sessions().atomically(session -> chunks.sum(write::apply));
    }
}
