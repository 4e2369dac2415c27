package dev.relata.internal.link;

import static dev.relata.internal.link.LinkChange.OnExistingLink.GOES;
import static dev.relata.internal.link.LinkChange.OnExistingLink.STAYS;

import dev.relata.error.RefusedException;
import dev.relata.internal.link.LinkChange.End;
import dev.relata.internal.select.EntitySelection;
import dev.relata.internal.select.JoinRecordSelection;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Writes;
import dev.relata.manager.LinkManager;
import dev.relata.query.Bulk;
import dev.relata.query.LinkSelection;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The linked rows of one owner, with the writes that need no data. Extends the selection because a manager is one: to delegate
 * every method of it would be longer than all that is here.
 */
abstract class AbstractLinkManager<S, T, J> extends EntitySelection<T> implements LinkManager<T> {

    private final ErrorTranslation translation;
    private final SelectionReaders readers;
    private final Writes writes;
    private final Supplier<RelationshipGuard<S, T>> source;
    private final String addMany;

    /**
     * Makes the selection.
     *
     * @param addMany the name of {@code addMany} in messages
     */
    AbstractLinkManager(
            SelectionReaders readers, Writes writes, Supplier<RelationshipGuard<S, T>> source, String addMany) {
        super(readers, writes, () -> source.get().bound().selection());
        this.translation = readers.translation();
        this.readers = readers;
        this.writes = writes;
        this.source = source;
        this.addMany = addMany;
    }

    abstract StoredLinks<J> stored(RelationshipGuard<S, T> related);

    final ErrorTranslation translation() {
        return translation;
    }

    private Object[] given(Object[] ids, String operation) {
        return translation.now(() -> InputRows.ids(ids, operation));
    }

    final RelationshipGuard<S, T> related() {
        return source.get();
    }

    /** The same for a write. */
    final RelationshipGuard<S, T> writable() {
        return related().writable();
    }

    final LinkSelection<T, J> joinRecords() {
        return new JoinRecordSelection<>(
                readers,
                writes,
                () -> related().bound().relationship(),
                () -> related().bound().linkSelection());
    }

    final LinkWriter<S, T, J> writer() {
        RelationshipGuard<S, T> related = writable();
        return new LinkWriter<>(related, stored(related));
    }

    /** Runs a write of many links, which listeners see as one. */
    final Mono<Long> write(String operation, @Nullable Bulk<?> bulk, Function<LinkWriter<S, T, J>, Mono<Long>> write) {
        return translation.of(Mono.defer(() -> {
            LinkWriter<S, T, J> writer = writer();
            RefusedException.unlessNull(bulk, writer.label(), "the Bulk that says how");
            return writes.observed().count(writer.label(), operation, write.apply(writer));
        }));
    }

    private Mono<Long> remove(
            String operation, @Nullable Bulk<?> bulk, Function<LinkWriter<S, T, J>, Mono<Long>> write) {
        return write(operation, bulk, writer -> {
            writer.related().bound().refuseLimited(operation);
            return write.apply(writer);
        });
    }

    /** The ends of links without data. */
    static <E, J> Chunks<End<E, J>> ends(Chunks<? extends E> given) {
        return given.map(end -> new End<>(end, null));
    }

    static <J> Chunks<End<Object, J>> ends(Object[] ids) {
        return Chunks.of(
                Arrays.stream(ids).map(id -> new End<Object, J>(id, null)).toList(), Bulk.defaults());
    }

    @Override
    public final Mono<Long> addMany(Iterable<? extends T> targets, Bulk<? super T> bulk) {
        return write(addMany, bulk, links -> links.rows(addMany, STAYS, ends(Chunks.of(targets, bulk))));
    }

    @Override
    public final Mono<Long> addMany(Publisher<? extends T> targets, Bulk<? super T> bulk) {
        return write(addMany, bulk, links -> links.rows(addMany, STAYS, ends(Chunks.of(targets, bulk))));
    }

    @Override
    public final Mono<Long> addIds(Object... ids) {
        Object[] given = given(ids, "addIds");
        return write("addIds", Bulk.defaults(), links -> links.ids("addIds", STAYS, ends(given)));
    }

    @Override
    public final Mono<Long> addIds(Publisher<?> ids, Bulk<? super T> bulk) {
        return write("addIds", bulk, links -> links.ids("addIds", STAYS, ends(Chunks.of(ids, bulk))));
    }

    @Override
    public final Mono<Boolean> remove(T target) {
        return translation.of(Mono.defer(() -> {
            LinkWriter<S, T, J> links = writer();
            List<List<Object>> ids = links.related().bound().ids(InputRows.one(target, "remove"), "remove");
            return links.stored().delete(links.related().bound().linksTo(ids)).map(gone -> gone > 0);
        }));
    }

    @Override
    public final Mono<Long> removeMany(Iterable<? extends T> targets, Bulk<? super T> bulk) {
        return remove("removeMany", bulk, links -> links.rows("removeMany", GOES, ends(Chunks.of(targets, bulk))));
    }

    @Override
    public final Mono<Long> removeMany(Publisher<? extends T> targets, Bulk<? super T> bulk) {
        return remove("removeMany", bulk, links -> links.rows("removeMany", GOES, ends(Chunks.of(targets, bulk))));
    }

    @Override
    public final Mono<Long> removeIds(Object... ids) {
        Object[] given = given(ids, "removeIds");
        return remove("removeIds", Bulk.defaults(), links -> links.ids("removeIds", GOES, ends(given)));
    }

    @Override
    public final Mono<Long> removeIds(Publisher<?> ids, Bulk<? super T> bulk) {
        return remove("removeIds", bulk, links -> links.ids("removeIds", GOES, ends(Chunks.of(ids, bulk))));
    }

    @Override
    public final Mono<Void> set(Iterable<? extends T> targets) {
        return translation.of(Mono.defer(() -> writer().setRows(LinkWriter.ends(InputRows.rows(targets)))));
    }

    @Override
    public final Mono<Void> setIds(Object... ids) {
        Object[] given = given(ids, "setIds");
        return translation.of(Mono.defer(() -> writer().setIds(LinkWriter.ends(Arrays.asList(given)))));
    }

    @Override
    public final Mono<Void> clear() {
        return translation.of(Mono.defer(() -> writer().clear())).then();
    }

    @Override
    public final Mono<Void> move(T target, int place) {
        return translation.of(
                Mono.defer(() -> writer().move(InputRows.one(target, "move").get(0), place)));
    }
}
