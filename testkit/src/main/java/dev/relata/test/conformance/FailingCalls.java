package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.json;
import static dev.relata.model.Conditions.like;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.model.Assignment;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Vault.Keeper;
import dev.relata.test.conformance.Vault.Phrase;
import dev.relata.test.conformance.Vault.Seal;
import dev.relata.test.conformance.Vault.Secret;
import dev.relata.test.conformance.Vault.Sticker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Calls over the {@link Vault} that fail with a value in reach of the error. Every value has the marker in it. */
final class FailingCalls {

    private final Relata relata;
    private final String marker;

    /** A call that fails. */
    private final Map<String, Supplier<Publisher<?>>> calls = new LinkedHashMap<>();

    private final Secret known;
    private final Keeper keeper;

    private FailingCalls(Relata relata, String marker) {
        this.relata = relata;
        this.marker = marker;
        this.keeper = new Keeper(marker + " keeper", marker + "@example.com");
        this.known = secret(marker + " known");
    }

    /** Stores what the calls need, and returns them by their names. */
    static Map<String, Supplier<Publisher<?>>> of(StoreUnderTest store, Relata relata, String marker) {
        FailingCalls all = new FailingCalls(relata, marker);
        store.observe(relata.schema().create()).answers();
        all.store(store);
        all.writes();
        all.values();
        all.rows();
        all.links();
        all.reads();
        return all.calls;
    }

    private Secret secret(String id) {
        return new Secret(
                id, keeper.id(), marker, new BigDecimal("1.00"), new Phrase(marker), Map.of(marker, marker), 0);
    }

    private void store(StoreUnderTest store) {
        store.observe(relata.insert(keeper)).value();
        store.observe(relata.insert(new Keeper(marker + " other", marker + "@other")))
                .value();
        store.observe(relata.insert(known)).value();
        store.observe(relata.insert(new Seal(marker + " seal", marker + " other")))
                .value();
        for (String id : List.of(" unreadable", " unconverted")) {
            store.observe(relata.insert(secret(marker + id))).value();
        }
        update(store, " unreadable", set(Secret::text, Vault.BROKEN + marker));
        update(store, " unconverted", set(Secret::phrase).to(new Phrase("late:" + marker)));
    }

    private void update(StoreUnderTest store, String id, Assignment<Secret> change) {
        store.observe(relata.from(Secret.class)
                        .where(Secret::id)
                        .eq(marker + id)
                        .update(change))
                .answers(1L);
    }

    private boolean has(Capability capability) {
        return relata.capabilities().contains(capability);
    }

    private void writes() {
        calls.put("an id that is there", () -> relata.insert(known));
        calls.put("a unique key that is there", () -> relata.insert(new Keeper(marker + " new", keeper.email())));
        calls.put(
                "a unique key that is there, among many",
                () -> relata.bulk().insert(many(new Keeper(marker + " new", keeper.email()))));
        calls.put("a unique key that is there, by an upsert", () -> relata.upsert(new Keeper(marker, keeper.email())));
        calls.put(
                "a changed unique key that is there",
                () -> relata.update(new Keeper(marker + " other", keeper.email())));
        calls.put(
                "a unique key that is there, by an assignment",
                () -> relata.from(Keeper.class).update(set(Keeper::email, marker)));
        calls.put("a new id that is there", () -> relata.changeId(keeper, marker + " other"));
        if (has(Capability.FOREIGN_KEYS)) {
            calls.put(
                    "a key that refers to nothing",
                    () -> relata.insert(new Secret(
                            marker + " new",
                            marker + " nobody",
                            marker,
                            BigDecimal.ONE,
                            new Phrase(marker),
                            Map.of(),
                            0)));
            calls.put(
                    "keys that refer to nothing, in a bulk",
                    () -> relata.bulk()
                            .insert(List.of(
                                    new Seal(marker + " s1", null), new Seal(marker + " s2", marker + " nobody"))));
            calls.put(
                    "an assigned row that is not there",
                    () -> relata.on(known, Secret.KEEPER).set(new Keeper(marker + " nobody", marker)));
        }
        calls.put("a deletion that is protected", () -> relata.delete(keeper));
        calls.put("a row that is gone", () -> relata.update(new Keeper(marker + " gone", marker + "@gone")));
        calls.put(
                "a deleted row that is gone",
                () -> relata.changeId(new Keeper(marker + " gone", marker), marker + "!"));
    }

    /** Enough for a store that has a faster way for many rows. */
    private List<Keeper> many(Keeper refused) {
        List<Keeper> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(new Keeper(marker + i, marker + i + "@example.com"));
        }
        rows.add(refused);
        return rows;
    }

    private void values() {
        if (has(Capability.VALUE_LIMITS)) {
            Secret tooLong = secret(marker + " new").withText(marker.repeat(60));
            calls.put("a text that is too long", () -> relata.insert(tooLong));
            calls.put("a text that is too long, in a bulk", () -> relata.bulk().insert(List.of(tooLong)));
            calls.put(
                    "a text that is too long, by an assignment",
                    () -> relata.from(Secret.class).update(set(Secret::text, marker.repeat(60))));
            calls.put(
                    "a number that is too large",
                    () -> relata.insert(secret(marker + " new").withWorth("123456.78")));
        }
        calls.put(
                "a text that no store holds",
                () -> relata.insert(secret(marker + " new").withText(marker + '\0')));
        calls.put(
                "half a surrogate pair in a condition",
                () -> relata.from(Secret.class)
                        .where(Secret::text)
                        .eq(marker + '\ud800')
                        .all());
        calls.put(
                "a value that its converter refuses",
                () -> relata.insert(secret(marker + " new").withPhrase(Vault.BROKEN + marker)));
        calls.put(
                "a condition that its converter refuses",
                () -> Flux.defer(() -> relata.from(Secret.class)
                        .where(Secret::phrase)
                        .eq(new Phrase(Vault.BROKEN + marker))
                        .all()));
        calls.put(
                "a pattern that ends open",
                () -> Flux.defer(() -> relata.from(Secret.class)
                        .where(is(Secret::text, like(marker + "\\")))
                        .all()));
        if (has(Capability.JSON_PATHS)) {
            calls.put(
                    "a number that JSON does not have",
                    () -> Flux.defer(() -> relata.from(Secret.class)
                            .where(json(Secret::facts, marker).eq(Double.NaN))
                            .all()));
        }
    }

    private void rows() {
        calls.put("a version that is not the stored one", () -> relata.update(known.withVersion(17)));
        calls.put("an upsert of another version", () -> relata.upsert(known.withVersion(17)));
        calls.put("a row that cannot be read", () -> relata.find(Secret.class, marker + " unreadable"));
        calls.put("a row that cannot be converted", () -> relata.find(Secret.class, marker + " unconverted"));
        calls.put(
                "rows that cannot be read",
                () -> relata.from(Secret.class).orderBy(asc(Secret::id)).all());
        calls.put(
                "streamed rows that cannot be read",
                () -> relata.from(Secret.class).iterate());
        calls.put(
                "a related row that cannot be read",
                () -> relata.batched(relata.on(keeper, Keeper.SECRETS).all().collectList()));
        calls.put(
                "a graph that cannot be read",
                () -> relata.from(Keeper.class).fetch(Keeper.SECRETS).graphs());
    }

    private void links() {
        Sticker nothing = new Sticker(marker + " nothing");
        calls.put("a link to nothing", () -> relata.on(known, Secret.STICKERS).addIds(List.of(nothing.id())));
        calls.put(
                "links to nothing, set at once",
                () -> relata.on(known, Secret.STICKERS).setIds(List.of(marker)));
        calls.put(
                "a row of another owner",
                () -> relata.on(new Keeper(marker + " other", marker), Keeper.SECRETS)
                        .remove(known));
        calls.put(
                "a draft with the key of another owner",
                () -> Flux.defer(() -> relata.on(new Keeper(marker + " other", marker), Keeper.SECRETS)
                        .create(known)));
        calls.put(
                "a second row where one is allowed",
                () -> relata.on(new Keeper(marker + " other", marker), Keeper.SEAL)
                        .create(new Seal(marker + " second", null)));
        calls.put(
                "a row that is not there, added",
                () -> relata.on(keeper, Keeper.SECRETS).add(secret(marker + " gone")));
    }

    private void reads() {
        Secret orphan = new Secret(
                marker + " orphan", marker + " nobody", marker, BigDecimal.ONE, new Phrase(marker), Map.of(), 0);
        calls.put(
                "a required row that is missing",
                () -> relata.on(orphan, Secret.KEEPER).get());
        calls.put(
                "a required row that is missing, in a batch",
                () -> relata.on(orphan, Secret.KEEPER).get().as(relata::batched));
        calls.put("a cursor that nobody made", () -> relata.from(Keeper.class).page(2, marker));
    }
}
