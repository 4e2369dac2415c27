package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.link.JoinRecord.Draft;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.link.LinkChange.Wanted;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.internal.write.ConflictRule;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.RowUpdates.Changed;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Links that are records with data of their own, written with statements for kinds of changes and not for links. Existing links
 * are read only where that is needed: for links with data that would not do for a new one, and where a link that stays must
 * not be written.
 *
 * @param related the owner's row and its related rows
 * @param type the join record's type
 * @param positions the places of the owner's links
 */
record RecordLinks<J>(RelationshipGuard<?, ?> related, EntityType<J> type, ListPositions positions)
        implements StoredLinks<J> {

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    static <J> RecordLinks<J> of(RelationshipGuard<?, ?> related) {
        EntityType<J> type = (EntityType<J>) related.bound().junction().type();
        return new RecordLinks<>(related, type, ListPositions.of(related));
    }

    private BoundRelationship<?, ?> bound() {
        return related.bound();
    }

    private Junction junction() {
        return bound().junction();
    }

    private JoinRecord<J> record(LinkChange<J> change) {
        return new JoinRecord<>(related, type, change.operation());
    }

    @Override
    public void refuseUnlessPossible(OnExistingLink existing, String operation) {
        boolean changesOne = existing == OnExistingLink.CHANGES || existing == OnExistingLink.IS_PLACED;
        if (changesOne && !junction().pairIsUnique()) {
            throw new RefusedException(related.label() + "." + operation + ": " + type.name()
                    + " may link one pair many times, so there is no one link to change; make the pair @Unique, or change"
                    + " links() by hand");
        }
    }

    /** Where the pair is not unique, each link that is given is a new one. */
    @Override
    public LinkChange<J> prepare(LinkChange<J> change) {
        if (change.existing() == OnExistingLink.GOES) {
            return change.once(false);
        }
        LinkChange<J> once =
                junction().pairIsUnique() ? change.once(change.existing() != OnExistingLink.STAYS) : change;
        drafts(once);
        boolean sorted = !positions.areKept() && change.existing() != OnExistingLink.IS_PLACED;
        return sorted ? once.with(Ids.inOneOrder(once.links(), Wanted::id)) : once;
    }

    @Override
    public boolean isWhole(LinkChange<J> change) {
        return change.existing() == OnExistingLink.GOES;
    }

    @Override
    public Mono<Void> lock(LinkChange<J> change) {
        return related.lock(change.operation());
    }

    @Override
    public Mono<Long> delete(Query links) {
        return related.writes().delete(related.label(), links);
    }

    @Override
    public Mono<Long> write(LinkChange<J> change) {
        if (change.existing() == OnExistingLink.GOES) {
            return delete(bound().linksTo(change.ids()));
        }
        Mono<Long> removal = change.existing() == OnExistingLink.IS_PLACED
                ? delete(bound().linksToOthers(change.ids()))
                : Mono.just(0L);
        return change.links().isEmpty()
                ? removal
                : related.endsStored(once(change)
                        .flatMap(once -> positions
                                .of(once, once.operation())
                                .map(places -> drafts(once, places))
                                .flatMap(drafts -> existing(once, drafts)
                                        .flatMap(existing -> removal.then(write(once, drafts, existing))))));
    }

    /** Each target once: one statement sees to that itself; for several statements, or for places, it is known before. */
    private Mono<LinkChange<J>> once(LinkChange<J> change) {
        boolean apart = positions.areKept() || !haveSameData(change);
        if (!junction().pairIsUnique() || !apart || change.existing() == OnExistingLink.STAYS) {
            return Mono.just(change);
        }
        return related.updates()
                .firsts(change.ids())
                .map(firsts -> change.with(KeyIdentity.lasts(change.links(), firsts)));
    }

    private boolean haveSameData(LinkChange<J> change) {
        JoinRecord<J> record = record(change);
        long kinds = change.links().stream()
                .map(link -> record.given(link.data()).keySet())
                .distinct()
                .count();
        return kinds <= 1;
    }

    /** Drafts under some place, which shows what is lacking. */
    private List<Draft<J>> drafts(LinkChange<J> change) {
        return drafts(change, positions.firsts(change.links().size()));
    }

    private List<Draft<J>> drafts(LinkChange<J> change, List<Object> places) {
        JoinRecord<J> record = record(change);
        List<Draft<J>> drafts = new ArrayList<>(change.links().size());
        for (int i = 0; i < change.links().size(); i++) {
            Draft<J> draft = record.draft(change.links().get(i), places.isEmpty() ? null : places.get(i));
            if (draft.row() == null && !junction().pairIsUnique()) {
                throw record.lacking(List.of(draft));
            }
            drafts.add(draft);
        }
        return drafts;
    }

    /** The places of existing links, by the position of the draft; empty where nothing depends on them. */
    private Mono<Map<Integer, @Nullable Object>> existing(LinkChange<J> change, List<Draft<J>> drafts) {
        if (!showsWrite(change) && drafts.stream().allMatch(draft -> draft.row() != null)) {
            return Mono.just(Map.of());
        }
        Path place = Path.of(
                positions.areKept() ? positions.attribute() : junction().pair().get(0));
        // Found by position: whether a link is there the database says, not equals.
        Select existing = Select.of(related.label(), bound().allLinks(), List.of(place))
                .forEach(new KeyBatch(bound().targetToLinks(), change.ids()));
        return related.select(existing)
                .collect(
                        HashMap<Integer, @Nullable Object>::new,
                        (known, row) -> known.put(RelationshipGuard.position(row), row[1]))
                .<Map<Integer, @Nullable Object>>map(known -> known)
                .doOnNext(known -> refuseLacking(change, drafts, known));
    }

    /** Tells whether a link that stays at its place would show that it was written. */
    private boolean showsWrite(LinkChange<J> change) {
        return positions.areReplacedBy(change)
                && (type.version().isPresent() || !updateTimes().isEmpty());
    }

    private List<Attribute> updateTimes() {
        return type.attributes().stream()
                .filter(attribute -> attribute.generation() == Generation.UPDATED_AT)
                .toList();
    }

    private void refuseLacking(LinkChange<J> change, List<Draft<J>> drafts, Map<Integer, @Nullable Object> existing) {
        List<Draft<J>> lacking = IntStream.range(0, drafts.size())
                .filter(i -> drafts.get(i).row() == null && !existing.containsKey(i))
                .mapToObj(drafts::get)
                .toList();
        if (!lacking.isEmpty()) {
            throw record(change).lacking(lacking);
        }
    }

    private Mono<Long> write(LinkChange<J> change, List<Draft<J>> drafts, Map<Integer, @Nullable Object> existing) {
        List<Changed> changed = new ArrayList<>();
        List<Draft<J>> further = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (existing.containsKey(i)) {
                Map<Attribute, @Nullable Object> values = changes(change, drafts.get(i), existing.get(i));
                if (!values.isEmpty()) {
                    changed.add(new Changed(pair(drafts.get(i).id()), values));
                }
            } else {
                further.add(drafts.get(i));
            }
        }
        return related.writes()
                .updates(type, related.label())
                .byKey(junction().pair(), changed)
                .flatMap(written -> insert(change, further).map(inserted -> written + inserted));
    }

    private Map<Attribute, @Nullable Object> changes(LinkChange<J> change, Draft<J> draft, @Nullable Object place) {
        if (change.existing() == OnExistingLink.STAYS) {
            return Map.of();
        }
        Map<Attribute, @Nullable Object> changes = new LinkedHashMap<>(draft.given());
        type.id().forEach(changes::remove);
        if (positions.areReplacedBy(change) && !Objects.equals(draft.place(), place)) {
            changes.put(positions.attribute(), draft.place());
        }
        return changes;
    }

    /** The values of the pair, each attribute once. */
    private List<Object> pair(List<Object> id) {
        return PairLinks.pair(junction(), PairLinks.ends(junction(), bound().key(), id));
    }

    /** Rows that overwrite different attributes cannot share a statement. */
    private Mono<Long> insert(LinkChange<J> change, List<Draft<J>> drafts) {
        Map<List<Attribute>, List<J>> byUpdate = new LinkedHashMap<>();
        for (Draft<J> draft : drafts) {
            byUpdate.computeIfAbsent(overwritten(change, draft), any -> new ArrayList<>())
                    .add(draft.complete());
        }
        return Flux.fromIterable(byUpdate.entrySet())
                .concatMap(group -> inserts(group.getKey()).count(group.getValue()))
                .reduce(0L, Long::sum);
    }

    /** The attributes that a link gets where it was added meanwhile, or was not looked for: in the order of the type. */
    private List<Attribute> overwritten(LinkChange<J> change, Draft<J> draft) {
        if (change.existing() == OnExistingLink.STAYS) {
            return List.of();
        }
        Set<Attribute> overwritten = new LinkedHashSet<>(type.attributes());
        overwritten.retainAll(draft.given().keySet());
        type.id().forEach(overwritten::remove);
        if (positions.areReplacedBy(change)) {
            overwritten.add(positions.attribute());
        }
        if (!overwritten.isEmpty()) {
            overwritten.addAll(updateTimes());
        }
        return List.copyOf(overwritten);
    }

    /** Inserts that overwrite some attributes of an existing link, or leave it as it is. */
    private Inserts<J> inserts(List<Attribute> overwritten) {
        ConflictRule rule = overwritten.isEmpty()
                ? ConflictRule.ignore(junction().pair())
                : ConflictRule.update(junction().pair(), overwritten);
        return inserts().under(junction().pairIsUnique() ? rule.asWhole() : ConflictRule.ERROR.asWhole());
    }

    private Inserts<J> inserts() {
        return related.writes().inserts(type, related.label());
    }

    /** Adds one link, of which the data has to be complete; one that is always new is read back as it is stored. */
    Mono<Boolean> addOne(LinkChange<J> change) {
        Draft<J> draft = drafts(change).get(0);
        if (draft.row() == null) {
            throw record(change).lacking(List.of(draft));
        }
        return junction().pairIsUnique()
                ? placed(
                        change,
                        draft,
                        row -> inserts(List.of()).count(List.of(row)).map(links -> links > 0))
                : placed(change, draft, row -> inserts().one(row).thenReturn(true));
    }

    /** Adds one link or changes the data of the one that is there; returns the record as stored. */
    Mono<J> putOne(LinkChange<J> change) {
        Draft<J> draft = drafts(change).get(0);
        if (draft.row() == null) {
            return changeOne(change, draft);
        }
        List<Attribute> overwritten = overwritten(change, draft);
        // Data that a link which is there does not take, as its id, are a change of it all the same.
        boolean touched = overwritten.isEmpty() && !draft.given().isEmpty();
        ConflictRule rule = ConflictRule.update(junction().pair(), touched ? updateTimes() : overwritten);
        return placed(change, draft, row -> inserts().under(rule).one(row));
    }

    /** Writes one link, in one statement where nothing keeps an order; else behind all others in the list. */
    private <R> Mono<R> placed(LinkChange<J> change, Draft<J> draft, Function<J, Mono<R>> write) {
        if (!positions.areKept()) {
            return related.endsStored(write.apply(draft.complete()));
        }
        return related.endsStored(related.atomically(positions
                .of(change, change.operation())
                .map(places -> drafts(change, places).get(0).complete())
                .flatMap(write)));
    }

    /** Data that would not do for a new link change one that is there. */
    private Mono<J> changeOne(LinkChange<J> change, Draft<J> draft) {
        Select stored = Select.rows(related.label(), bound().linksTo(change.ids()));
        return related.atomically(write(change)
                .thenMany(related.select(stored))
                .singleOrEmpty()
                // Somebody has taken it away since it was looked for, so that it would be a new one.
                .switchIfEmpty(Mono.error(() -> record(change).lacking(List.of(draft))))
                .map(type::instantiate));
    }
}
