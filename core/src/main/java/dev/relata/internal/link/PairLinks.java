package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.internal.link.LinkChange.Ends;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Access;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.SetLinks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Links that are pairs of keys without a record: rows of a junction, or ids in an array of one end. The targets of a one-to-many
 * belong to one owner, to which only these writes see: before ids get into an array, those of others are searched, and two
 * writers that take one row at the same time may both have it.
 *
 * @param related the owner's row and its related rows
 * @param positions the places of the owner's links
 * @param haveOneOwner whether a target belongs to one owner at the most
 */
record PairLinks<J>(RelationshipGuard<?, ?> related, ListPositions positions, boolean haveOneOwner)
        implements StoredLinks<J> {

    /** Stands for a part of a key that only one end goes by. */
    private static final Object NONE = new Object();

    static <J> PairLinks<J> ofManyToMany(RelationshipGuard<?, ?> related) {
        return new PairLinks<>(related, ListPositions.of(related), false);
    }

    static <J> PairLinks<J> ofOneToMany(RelationshipGuard<?, ?> related) {
        return new PairLinks<>(related, ListPositions.of(related), true);
    }

    private BoundRelationship<?, ?> bound() {
        return related.bound();
    }

    private Junction junction() {
        return bound().junction();
    }

    private boolean symmetrical() {
        return bound().relationship().symmetrical();
    }

    /** A pair is linked once at the most. */
    @Override
    public void refuseUnlessPossible(OnExistingLink existing, String operation) {}

    @Override
    public LinkChange<J> prepare(LinkChange<J> change) {
        if (change.existing() != OnExistingLink.GOES) {
            checkShared(change.operation(), change.ids());
        }
        return change.once(false);
    }

    /** A check and a write behind it are two statements; an array of ids is written whole by the second alone. */
    @Override
    public boolean isWhole(LinkChange<J> change) {
        return change.existing() == OnExistingLink.IS_PLACED
                ? isSettable()
                : change.ends() == Ends.CERTAIN || areInOwnersRow();
    }

    private boolean areInOwnersRow() {
        String first = junction().ownerColumns().get(0).column();
        return !symmetrical()
                && junction()
                        .type()
                        .idArray()
                        .filter(array -> !array.field().equals(first))
                        .isPresent();
    }

    /** Tells whether one write of the owner's row replaces its links: no filter hides links that are to stay. */
    private boolean isSettable() {
        return areInOwnersRow() && bound().filter().equals(Predicate.TRUE);
    }

    /** Of a symmetrical relationship the links of the targets change too: all rows are locked, in one order. */
    @Override
    public Mono<Void> lock(LinkChange<J> change) {
        if (!symmetrical() || change.links().isEmpty()) {
            return related.lock(change.operation());
        }
        Set<List<Object>> ends = new LinkedHashSet<>(change.ids());
        ends.add(bound().key());
        // Where one is gone it may be the owner, which is asked for alone then.
        return related.lockTargets(List.copyOf(ends))
                .flatMap(there -> there == ends.size() ? Mono.empty() : related.lock(change.operation()));
    }

    @Override
    public Mono<Long> write(LinkChange<J> change) {
        if (change.existing() == OnExistingLink.GOES) {
            return remove(change);
        }
        Mono<Long> written = change.existing() == OnExistingLink.IS_PLACED ? replace(change) : add(change);
        return haveOneOwner && !change.links().isEmpty() ? fromOthers(change.ids(), written) : written;
    }

    Mono<Long> add(LinkChange<J> change) {
        if (change.links().isEmpty()) {
            return Mono.just(0L);
        }
        checkShared(change.operation(), change.ids());
        Conflict ignore = Conflict.ignore(junction().type().id());
        return related.whole(
                !positions.areKept(),
                positions.of(change, "add").flatMap(places -> insert(change.ids(), places, ignore)));
    }

    /** Links a row at a place of the owner's list; returns whether the link is new, one that is there stays. */
    Mono<Boolean> addAt(List<Object> id, int place) {
        checkShared("addAt", List.of(id));
        Conflict ignore = Conflict.ignore(junction().type().id());
        return related.lock("addAt").then(positions.others(id)).flatMap(others -> {
            int taken = ListPositions.within(place, others);
            return insert(List.of(id), List.of(positions.value(taken)), ignore)
                    .flatMap(rows -> rows == 0
                            ? Mono.just(false)
                            : positions.shift(others, taken).thenReturn(true));
        });
    }

    private Mono<Long> replace(LinkChange<J> change) {
        if (isSettable()) {
            return set(change.ids());
        }
        Mono<Long> removal = delete(bound().linksToOthers(change.ids()));
        if (change.links().isEmpty() || !positions.areReplacedBy(change)) {
            return removal.then(add(change));
        }
        Conflict place = Conflict.update(junction().type().id(), List.of(positions.attribute()));
        return removal.then(related.updates()
                .distinct(change.ids())
                .flatMap(once -> insert(once, positions.values(0, once.size()), place)));
    }

    /** Replaces the links in one write of the owner's row and without a lock. */
    private Mono<Long> set(List<List<Object>> ids) {
        List<Object> array = ids.stream().map(id -> id.get(0)).toList();
        SetLinks set = new SetLinks(related.label(), junction().type(), bound().key(), array);
        return related.endsStored(related.sessions().write(session -> session.set(set)))
                .flatMap(owners -> owners > 0 ? Mono.just(owners) : Mono.error(bound().ownerGone("set")));
    }

    /** Links targets that belong to one owner: where others have some of them, in a transaction that takes them from these. */
    private Mono<Long> fromOthers(List<List<Object>> ids, Mono<Long> write) {
        Query others = Query.of(junction().type())
                .where(new Predicate.KeyIn(junction().targetColumns(), ids))
                .where(new Predicate.Not(new Predicate.KeyIn(junction().ownerColumns(), List.of(bound().key()))));
        return related.count(others)
                .flatMap(rows ->
                        rows == 0 ? write : related.atomically(delete(others).then(write)))
                .thenReturn((long) ids.size());
    }

    /** Targets that belong to one owner have to be this one's. */
    private Mono<Long> remove(LinkChange<J> change) {
        List<List<Object>> ids = change.ids();
        Query mine = bound().linksTo(ids);
        if (!haveOneOwner || ids.isEmpty()) {
            return delete(mine);
        }
        return related.count(mine)
                .flatMap(rows -> rows == ids.size() ? delete(mine) : Mono.error(notRelated(change.operation(), ids)));
    }

    private NotRelatedException notRelated(String operation, List<List<Object>> ids) {
        return new NotRelatedException(related.label() + "." + operation + ": "
                + Ids.describe(related.target(), ids.get(0))
                + (ids.size() == 1 ? " is not this owner's" : " or others of " + ids.size() + " are not this owner's")
                + ", nothing was written; read the relation again");
    }

    @Override
    public Mono<Long> delete(Query links) {
        Delete delete = new Delete(related.label(), links, true);
        return related.sessions().write(session -> session.delete(delete)).map(this::links);
    }

    private Mono<Long> insert(List<List<Object>> ids, List<Object> places, Conflict conflict) {
        List<Attribute> columns = junction().type().attributes();
        Insert insert =
                new Insert(related.label(), junction().type(), columns, rows(ids, places), conflict, List.of(), true);
        return related.endsStored(related.sessions()
                .in(Access.WRITE, session -> session.insert(insert))
                .collect(LongAdder::new, (rows, row) -> rows.increment())
                .map(rows -> links(rows.sum())));
    }

    /** Of a symmetrical relationship a link is two rows, except that of a row to itself. */
    private long links(long rows) {
        return symmetrical() ? (rows + 1) / 2 : rows;
    }

    /** The junction's rows, in an order that is the same for all writers. */
    private List<@Nullable Object[]> rows(List<List<Object>> ids, List<Object> places) {
        List<@Nullable Object[]> rows = new ArrayList<>(ids.size());
        if (places.isEmpty() && !symmetrical()) {
            Ids.inOneOrder(ids).forEach(id -> rows.add(row(bound().key(), id, null)));
            return rows;
        }
        for (int i = 0; i < ids.size(); i++) {
            Object place = places.isEmpty() ? null : places.get(i);
            rows.add(row(bound().key(), ids.get(i), place));
            if (symmetrical() && !ids.get(i).equals(bound().key())) {
                rows.add(row(ids.get(i), bound().key(), place));
            }
        }
        return Ids.inOneOrder(rows, row -> pair(junction(), row));
    }

    private @Nullable Object[] row(List<Object> from, List<Object> to, @Nullable Object place) {
        @Nullable Object[] row = ends(junction(), from, to);
        if (positions.areKept()) {
            row[positions.attribute().index()] = place;
        }
        return row;
    }

    /** A row of a junction with the keys of both ends. */
    static @Nullable Object[] ends(Junction junction, List<Object> from, List<Object> to) {
        @Nullable
        Object[] row = new @Nullable Object[junction.type().attributes().size()];
        fill(row, junction.ownerColumns(), from);
        fill(row, junction.targetColumns(), to);
        return row;
    }

    /** The values of the pair in a row of a junction, each attribute once. */
    static List<Object> pair(Junction junction, @Nullable Object[] row) {
        return junction.pair().stream()
                .map(attribute -> Objects.requireNonNull(row[attribute.index()], "a key is complete"))
                .toList();
    }

    private void checkShared(String operation, List<List<Object>> ids) {
        ids.forEach(id -> checkShared(bound(), operation, id));
    }

    /** Refuses a row that is to be stored and linked, before it is stored: where nothing can be undone it would stay. */
    static <T> void refuseForeign(BoundRelationship<?, T> bound, String operation, T draft) {
        List<Attribute> id = bound.target().id();
        List<Object> shared = new ArrayList<>();
        for (int i = 0; i < id.size(); i++) {
            int place = bound.junction()
                    .ownerColumns()
                    .indexOf(bound.junction().targetColumns().get(i));
            Object given = place < 0 ? NONE : bound.target().value(draft, id.get(i));
            shared.add(given == null ? bound.key().get(place) : given);
        }
        checkShared(bound, operation, shared);
    }

    /** A column that both keys go by, such as a tenant's, has to be the same in both. */
    static void checkShared(BoundRelationship<?, ?> bound, String operation, List<Object> targetKey) {
        List<Attribute> owners = bound.junction().ownerColumns();
        for (int i = 0; i < targetKey.size(); i++) {
            Attribute attribute = bound.junction().targetColumns().get(i);
            int place = owners.indexOf(attribute);
            if (place >= 0
                    && !Objects.equals(attribute.fitted(bound.key().get(place)), attribute.fitted(targetKey.get(i)))) {
                throw new RefusedException(bound.label() + "." + operation + ": "
                        + bound.target().id().get(i).qualifiedName() + " is " + ValueText.ofKey(targetKey.get(i))
                        + ", but the owner's "
                        + attribute.qualifiedName() + " is "
                        + ValueText.ofKey(bound.key().get(place))
                        + ", and one link holds both: link rows that share it");
            }
        }
    }

    static void fill(@Nullable Object[] values, List<Attribute> attributes, List<Object> key) {
        for (int i = 0; i < attributes.size(); i++) {
            values[attributes.get(i).index()] = attributes.get(i).fitted(key.get(i));
        }
    }
}
