package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.query.Bulk;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Writes of many of an owner's links, for one subscription.
 *
 * @param links the owner's links
 * @param bulk the size of a chunk, and who is told
 */
record BulkLinks<S, T>(LinkWriter<S, T> links, Bulk<?> bulk) {

    /** Refuses a null. */
    BulkLinks {
        RefusedException.unlessNull(bulk, links.bound().label(), "the Bulk that says how");
    }

    private Sessions sessions() {
        return links.bound().engine().sessions();
    }

    /** Links rows, all in one order, in one statement and no transaction where one suffices. */
    Mono<Long> add(Iterable<? extends T> targets) {
        List<T> rows = InputRows.rows(targets);
        List<List<Object>> ids = links.ids(rows, "add");
        return links.unverified(rows) ? checked(ids, this::verified) : perhapsOne(ids, links::link);
    }

    Mono<Long> add(Chunks<T> targets) {
        return sessions()
                .atomically(session -> targets.sum(chunk -> {
                    List<List<Object>> ids = links.ids(chunk, "add");
                    return links.unverified(chunk) ? verified(ids) : links.link(ids);
                }));
    }

    private Mono<Long> verified(List<List<Object>> ids) {
        return links.bound().verifyFilter("add", ids).then(links.link(ids));
    }

    Mono<Long> addIds(Object[] ids) {
        List<List<Object>> parsed = links.parse(ids);
        return parsed.isEmpty() ? Mono.just(0L) : checked(parsed, this::existing);
    }

    /** A check and a write behind it are two statements; an array of ids is written whole by the second alone. */
    private Mono<Long> checked(List<List<Object>> ids, Function<List<List<Object>>, Mono<Long>> write) {
        return LinksInOneRow.of(links.bound()) ? perhapsOne(ids, write) : whole(ids, write);
    }

    Mono<Long> addIds(Chunks<Object> ids) {
        return sessions().atomically(session -> ids.sum(chunk -> existing(links.parse(chunk.toArray()))));
    }

    private Mono<Long> existing(List<List<Object>> ids) {
        return links.exist(ids, "addIds").then(links.link(ids));
    }

    Mono<Long> remove(List<List<Object>> ids) {
        return perhapsOne(ids, this::unlinked);
    }

    Mono<Long> remove(Chunks<T> targets) {
        return sessions().atomically(session -> targets.sum(chunk -> unlinked(links.ids(chunk, "removeMany"))));
    }

    Mono<Long> removeIds(Chunks<Object> ids) {
        return sessions().atomically(session -> ids.sum(chunk -> unlinked(links.parse(chunk.toArray()))));
    }

    private Mono<Long> unlinked(List<List<Object>> ids) {
        return links.unlink(links.linksTo(ids));
    }

    private Mono<Long> perhapsOne(List<List<Object>> ids, Function<List<List<Object>>, Mono<Long>> write) {
        return Chunks.one(ids.size(), bulk) ? sum(ids, write) : whole(ids, write);
    }

    private Mono<Long> whole(List<List<Object>> ids, Function<List<List<Object>>, Mono<Long>> write) {
        return sessions().atomically(session -> sum(ids, write));
    }

    /** A chunk is sorted where it is written; several must be so among them, but where the order given is kept. */
    private Mono<Long> sum(List<List<Object>> ids, Function<List<List<Object>>, Mono<Long>> write) {
        List<List<Object>> ordered = ids.size() <= bulk.rows() || links.keepsOrder() ? ids : Ids.inOneOrder(ids);
        return Chunks.<List<Object>>of(ordered, bulk).sum(write::apply);
    }
}
