package dev.relata.internal.link;

import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.JoinRecord.Draft;
import dev.relata.internal.write.ConflictRule;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.RowUpdates;
import dev.relata.internal.write.RowUpdates.Changed;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes many of an owner's links that are records, with statements for kinds of changes and not for links. Everything here
 * is to run in a transaction. What is there is read only where that is needed: for links whose data would not do for a new one,
 * and where a link that stays must not be written.
 */
final class JoinLinks<J> {

    /** What becomes of links that are there already. */
    enum There {
        /** They stay as they are. */
        STAYS,
        /** They get the data that is given. */
        CHANGES,
        /** They get the data that is given, and the places of a new list. */
        IS_PLACED
    }

    private final LinkWriter<?, ?> links;
    private final BoundRelationship<?, ?> bound;
    private final Engine engine;
    private final Junction junction;
    private final EntityType<J> type;
    private final There there;
    private final JoinRecord<J> join;
    private final RowUpdates<J> updates;
    private final @Nullable ListPositions places;

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    JoinLinks(LinkWriter<?, ?> links, String operation, There there) {
        this.links = links;
        this.bound = links.bound();
        this.engine = bound.engine();
        this.junction = bound.relationship().junctionOrThrow();
        this.type = (EntityType<J>) junction.type();
        this.there = there;
        this.join = new JoinRecord<>(bound, type, operation);
        this.updates = engine.writes().updates(type, bound.label());
        this.places = ListPositions.of(bound);
    }

    /**
     * One of the links to write.
     *
     * @param row its record, under the place 0 where there is an order; null where it can only be changed
     * @param given the data by attribute
     */
    private record Item<J>(
            WantedLink<J> wanted,
            @Nullable J row,
            List<Attribute> lacking,
            Map<Attribute, @Nullable Object> given,
            @Nullable Object place) {}

    /** Writes links that were checked; answers how many are new or were changed. */
    Mono<Long> write(List<WantedLink<J>> wanted) {
        return wanted.isEmpty() ? Mono.just(0L) : once(wanted).flatMap(once -> write(once, Mono.empty()));
    }

    /** Makes the owner be linked to just these, under the lock of its row. */
    Mono<Long> replace(List<WantedLink<J>> wanted) {
        check(wanted);
        Mono<Long> removal = links.unlink(links.linksToOthers(WantedLink.ids(wanted)));
        return wanted.isEmpty() ? removal : once(wanted).flatMap(once -> write(once, removal));
    }

    /** Each target once; one statement sees to that itself, several, or places, have to know before. */
    private Mono<List<WantedLink<J>>> once(List<WantedLink<J>> wanted) {
        boolean apart = places != null
                || wanted.stream()
                                .map(link -> join.given(link.data()).keySet())
                                .distinct()
                                .count()
                        > 1;
        if (!junction.pairIsUnique() || !apart || there == There.STAYS) {
            return Mono.just(wanted);
        }
        return engine.writes()
                .updates(bound.target(), bound.label())
                .firsts(WantedLink.ids(wanted))
                .map(firsts -> WantedLink.once(wanted, firsts, true));
    }

    /** Refuses, before anything is sent, data that no link can have. */
    void check(List<WantedLink<J>> wanted) {
        wanted.forEach(link -> item(link, place(0)));
    }

    private Mono<Long> write(List<WantedLink<J>> wanted, Mono<Long> before) {
        return placesOf(WantedLink.ids(wanted))
                .flatMap(at -> {
                    List<Item<J>> items = IntStream.range(0, wanted.size())
                            .mapToObj(i -> item(wanted.get(i), at.isEmpty() ? null : at.get(i)))
                            .toList();
                    return known(items).flatMap(known -> before.then(write(items, known)));
                })
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    private Item<J> item(WantedLink<J> wanted, @Nullable Object place) {
        Draft<J> draft = join.draft(wanted.id(), wanted.data(), place);
        if (draft.row() == null && !junction.pairIsUnique()) {
            throw join.lacking(List.of(wanted.id()), draft.lacking());
        }
        return new Item<>(wanted, draft.row(), draft.lacking(), join.given(wanted.data()), place);
    }

    private @Nullable Object place(int place) {
        return places == null ? null : places.value(place);
    }

    private Mono<List<Object>> placesOf(List<List<Object>> ids) {
        if (places == null) {
            return Mono.just(List.of());
        }
        ListPositions list = places;
        if (there != There.IS_PLACED || !list.ofOwner()) {
            return list.next(ids, join.operation());
        }
        return Mono.just(IntStream.range(0, ids.size()).mapToObj(list::value).toList());
    }

    /** The places of the links that are there, by the position of the wanted one; of none where nothing depends on it. */
    private Mono<Map<Integer, @Nullable Object>> known(List<Item<J>> items) {
        if (!shows() && items.stream().allMatch(item -> item.row() != null)) {
            return Mono.just(Map.of());
        }
        return engine.sessions()
                .many(session -> session.select(there(items)))
                .collect(
                        HashMap<Integer, @Nullable Object>::new,
                        (known, row) -> known.put(LinkWriter.position(row), row[1]))
                .<Map<Integer, @Nullable Object>>map(known -> known)
                .doOnNext(known -> refuseLacking(items, known));
    }

    /** Answered by position: whether a link is there is the database's to say, not equals'. */
    private Select there(List<Item<J>> items) {
        List<List<Object>> ids =
                items.stream().<List<Object>>map(item -> item.wanted().id()).toList();
        Attribute position = junction.position();
        Path place = Path.of(position == null ? junction.pair().get(0) : position);
        Association lists =
                new Association(bound.target(), bound.relationship().targetKey(), null, type, junction.targetColumns());
        return Select.of(bound.label(), bound.allLinks(), List.of(place)).forEach(new KeyBatch(lists, ids));
    }

    /** Whether a link that stays at its place would show that it was written. */
    private boolean shows() {
        boolean counts = type.version().isPresent()
                || type.attributes().stream().anyMatch(attribute -> attribute.generation() == Generation.UPDATED_AT);
        return isPlaced() && counts;
    }

    private boolean isPlaced() {
        return there == There.IS_PLACED && places != null && places.ofOwner();
    }

    private void refuseLacking(List<Item<J>> items, Map<Integer, @Nullable Object> known) {
        List<List<Object>> targets = new ArrayList<>();
        Set<Attribute> lacking = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).row() == null && !known.containsKey(i)) {
                targets.add(items.get(i).wanted().id());
                lacking.addAll(items.get(i).lacking());
            }
        }
        if (!targets.isEmpty()) {
            throw join.lacking(targets, List.copyOf(lacking));
        }
    }

    private Mono<Long> write(List<Item<J>> items, Map<Integer, @Nullable Object> known) {
        List<Changed> changed = new ArrayList<>();
        List<Item<J>> further = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (known.containsKey(i)) {
                Map<Attribute, @Nullable Object> values = changes(items.get(i), known.get(i));
                if (!values.isEmpty()) {
                    changed.add(new Changed(pair(items.get(i).wanted().id()), values));
                }
            } else {
                further.add(items.get(i));
            }
        }
        return updates.byKey(junction.pair(), changed)
                .flatMap(written -> insert(further).map(inserted -> written + inserted));
    }

    private Map<Attribute, @Nullable Object> changes(Item<J> item, @Nullable Object place) {
        if (there == There.STAYS) {
            return Map.of();
        }
        Map<Attribute, @Nullable Object> changes = new LinkedHashMap<>(item.given());
        type.id().forEach(changes::remove);
        if (isPlaced() && !Objects.equals(item.place(), place)) {
            changes.put(Objects.requireNonNull(junction.position(), "links that are placed have one"), item.place());
        }
        return changes;
    }

    /** The values of the pair, each attribute once. */
    private List<Object> pair(List<Object> id) {
        Map<Attribute, Object> values = new LinkedHashMap<>();
        fill(values, junction.ownerColumns(), bound.key());
        fill(values, junction.targetColumns(), id);
        return junction.pair().stream()
                .map(attribute -> Objects.requireNonNull(values.get(attribute), "a key is complete"))
                .toList();
    }

    private static void fill(Map<Attribute, Object> values, List<Attribute> attributes, List<Object> key) {
        for (int i = 0; i < attributes.size(); i++) {
            values.put(attributes.get(i), key.get(i));
        }
    }

    /** Rows that overwrite different attributes cannot share a statement. */
    private Mono<Long> insert(List<Item<J>> items) {
        Map<Set<Attribute>, List<J>> byUpdate = new LinkedHashMap<>();
        for (Item<J> item : items) {
            byUpdate.computeIfAbsent(overwritten(item), any -> new ArrayList<>())
                    .add(Objects.requireNonNull(item.row(), "what is lacking was refused"));
        }
        return Flux.fromIterable(byUpdate.entrySet())
                .concatMap(group -> junction.pairIsUnique()
                        ? inserts(List.copyOf(group.getKey())).count(group.getValue())
                        : inserts().under(ConflictRule.ERROR.asWhole()).count(group.getValue()))
                .reduce(0L, Long::sum);
    }

    private Inserts<J> inserts(List<Attribute> overwritten) {
        ConflictRule rule = overwritten.isEmpty()
                ? ConflictRule.ignore(junction.pair())
                : ConflictRule.update(junction.pair(), overwritten);
        return inserts().under(rule.asWhole());
    }

    private Inserts<J> inserts() {
        return engine.writes().inserts(type, bound.label());
    }

    /** What a link gets that somebody adds meanwhile, or that was not looked for: in the order of the attributes. */
    private Set<Attribute> overwritten(Item<J> item) {
        Set<Attribute> overwritten = new LinkedHashSet<>();
        if (there != There.STAYS) {
            type.attributes().stream()
                    .filter(attribute ->
                            item.given().containsKey(attribute) && !type.id().contains(attribute))
                    .forEach(overwritten::add);
            if (isPlaced()) {
                overwritten.add(Objects.requireNonNull(junction.position(), "links that are placed have one"));
            }
            if (!overwritten.isEmpty()) {
                type.attributes().stream()
                        .filter(attribute -> attribute.generation() == Generation.UPDATED_AT)
                        .forEach(overwritten::add);
            }
        }
        return overwritten;
    }
}
