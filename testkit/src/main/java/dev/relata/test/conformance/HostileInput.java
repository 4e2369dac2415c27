package dev.relata.test.conformance;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.between;
import static dev.relata.model.Conditions.contains;
import static dev.relata.model.Conditions.containsIgnoreCase;
import static dev.relata.model.Conditions.elements;
import static dev.relata.model.Conditions.endsWith;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.eqIgnoreCase;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.json;
import static dev.relata.model.Conditions.like;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.notIn;
import static dev.relata.model.Conditions.startsWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StoreException;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.spi.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Sends hostile texts through conditions and writes, and compares what is stored after each with rows kept in Java. The text of
 * what is sent must depend on the kind of request alone. Not thread-safe.
 */
final class HostileInput {

    private static final int MOST_ROWS = 25;
    private static final int FORMS = 3;

    /** The names of members are the developer's, and part of the text in some stores. */
    private static final String PATH = "path";

    private final StoreUnderTest store;
    private final Random random;
    private final HostileText texts;
    private final SentTexts sent = new SentTexts();
    private final Relata relata;
    private final boolean whole;
    private final Map<String, HostileEntry> rows = new TreeMap<>();
    private final Map<String, Set<List<String>>> textsByKind = new HashMap<>();
    private final List<Consumer<String>> attacks = new ArrayList<>();

    private HostileInput(StoreUnderTest store, long seed) {
        this.store = store;
        this.random = new Random(seed);
        this.texts = new HostileText(random);
        this.relata = store.bare(builder -> builder.listener(sent), HostileEntry.class);
        this.whole = relata.capabilities().contains(Capability.TRANSACTIONS);
        reads();
        documentReads();
        attacks.addAll(List.of(
                this::insert,
                this::insert,
                this::insertMany,
                this::upsert,
                this::update,
                this::set,
                this::delete,
                this::document));
    }

    /** Runs attacks of every kind, over a store of its own. */
    static void run(StoreUnderTest store, long seed, int tries) {
        HostileInput input = new HostileInput(store, seed);
        store.observe(input.relata.schema().create()).answers();
        for (int i = 0; i < tries; i++) {
            String text = input.texts.next();
            try {
                input.attacks.get(input.random.nextInt(input.attacks.size())).accept(text);
            } catch (Throwable e) {
                throw new AssertionError("try " + i + " of seed " + seed + " with " + escaped(text), e);
            }
        }
        input.assertStored();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .limit(200)
                .forEach(c ->
                        escaped.append(c >= ' ' && c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private void reads() {
        read(
                "eq",
                text -> is(HostileEntry::text, eq(text)),
                (row, text) -> row.text().equals(text));
        read(
                "ne",
                text -> is(HostileEntry::text, ne(text)),
                (row, text) -> !row.text().equals(text));
        read(
                "id",
                text -> is(HostileEntry::id, eq(text)),
                (row, text) -> row.id().equals(text));
        read(
                "in",
                text -> is(HostileEntry::text, in(text, "a", "b")),
                (row, text) -> List.of(text, "a", "b").contains(row.text()));
        read(
                "notIn",
                text -> is(HostileEntry::text, notIn(text, "'")),
                (row, text) -> !List.of(text, "'").contains(row.text()));
        read(
                "between",
                text -> is(HostileEntry::text, between(text, text)),
                (row, text) -> row.text().equals(text));
        read(
                "contains",
                text -> is(HostileEntry::text, contains(text)),
                (row, text) -> row.text().contains(text));
        read(
                "startsWith",
                text -> is(HostileEntry::text, startsWith(text)),
                (row, text) -> row.text().startsWith(text));
        read(
                "endsWith",
                text -> is(HostileEntry::text, endsWith(text)),
                (row, text) -> row.text().endsWith(text));
        readAnything("lt", text -> is(HostileEntry::text, lt(text)));
        readAnything("gt", text -> anyOf(is(HostileEntry::text, gt(text)), is(HostileEntry::more, gte(text))));
        readAnything("like", text -> is(HostileEntry::text, like(text)));
        readAnything("ignoring case", text -> is(HostileEntry::text, containsIgnoreCase(text)));
        readAnything("eq ignoring case", text -> is(HostileEntry::text, eqIgnoreCase(text)));
    }

    private void documentReads() {
        if (relata.capabilities().contains(Capability.ARRAY_OPERATORS)) {
            read(
                    "elements",
                    text -> elements(HostileEntry::words).contains(text),
                    (row, text) -> List.of(row.words()).contains(text));
        }
        if (relata.capabilities().contains(Capability.JSON_PATHS)) {
            read(
                    "json",
                    text -> json(HostileEntry::facts, "k").eq(text),
                    (row, text) -> text.equals(row.facts().get("k")));
            readAnything(PATH, text -> json(HostileEntry::facts, text).eq("'"));
        }
        if (relata.capabilities().contains(Capability.FULL_TEXT)) {
            readAnything("words", text -> is(HostileEntry::text, matches(text)));
        }
    }

    private void read(
            String kind, Function<String, Filter<HostileEntry>> filter, BiPredicate<HostileEntry, String> expected) {
        attacks.add(text -> {
            HostileAnswer<HostileEntry> answer = answer(kind, where(filter, text));
            if (isRefused(answer, text)) {
                return;
            }
            assertThat(answer.values())
                    .as(kind)
                    .containsExactlyInAnyOrderElementsOf(rows.values().stream()
                            .filter(row -> expected.test(row, text))
                            .toList());
        });
    }

    /** What is read depends on rules of the store; it may be refused, too. */
    private void readAnything(String kind, Function<String, Filter<HostileEntry>> filter) {
        attacks.add(text -> {
            HostileAnswer<HostileEntry> answer = answer(kind, where(filter, text));
            if (!isRefused(answer, text) && answer.refusedBeforeSending() == null) {
                assertThat(rows.values()).as(kind).containsAll(answer.values());
            }
        });
    }

    private Flux<HostileEntry> where(Function<String, Filter<HostileEntry>> filter, String text) {
        return Flux.defer(
                () -> relata.from(HostileEntry.class).where(filter.apply(text)).all());
    }

    /** Whether the text is one that no store can hold; then it must have been refused. */
    private static boolean isRefused(HostileAnswer<?> answer, String text) {
        if (HostileText.isStorable(text)) {
            return false;
        }
        assertThat(answer.refusedBeforeSending()).as("refused").isInstanceOf(InvalidValueException.class);
        return true;
    }

    private <T> HostileAnswer<T> answer(String kind, Publisher<T> publisher) {
        sent.taken();
        HostileAnswer<T> answer = HostileAnswer.of(publisher, sent::taken);
        if (!answer.sent().isEmpty() && !kind.equals(PATH)) {
            Set<List<String>> seen = textsByKind.computeIfAbsent(kind, any -> new HashSet<>());
            seen.add(answer.sent());
            // A store may have another form for what is sent often, or for rows that are not there.
            assertThat(seen).as("what is sent for " + kind).hasSizeLessThanOrEqualTo(FORMS);
        }
        return answer;
    }

    private HostileEntry entry(String text) {
        String id = random.nextInt(4) == 0 && text.length() < 200 ? text : "id" + random.nextInt(40);
        String other = texts.storable();
        return new HostileEntry(
                id,
                text,
                random.nextBoolean() ? null : text,
                new String[] {other, text, ""},
                Map.of("k", text, text + "!", other),
                text.getBytes(UTF_8));
    }

    private void insert(String text) {
        HostileEntry row = entry(text);
        HostileAnswer<HostileEntry> answer = answer("insert", relata.insert(row));
        if (!isRefused(answer, text)) {
            written(answer, List.of(row));
        }
    }

    private void insertMany(String text) {
        List<HostileEntry> drafts = List.of(entry(texts.storable()), entry(text), entry(texts.storable()));
        if (!whole && !isFresh(drafts)) {
            return;
        }
        HostileAnswer<HostileEntry> answer = answer("insertMany", relata.bulk().insert(drafts));
        if (!isRefused(answer, text)) {
            written(answer, drafts);
        } else {
            assertStored();
        }
    }

    /** Rows with an id that is there already are an error, and nothing of them is stored. */
    private void written(HostileAnswer<HostileEntry> answer, List<HostileEntry> drafts) {
        if (isFresh(drafts)) {
            assertThat(answer.values()).containsExactlyElementsOf(drafts);
            drafts.forEach(row -> rows.put(row.id(), row));
        } else {
            assertThat(answer.error()).isInstanceOf(StoreException.class);
        }
        assertStored();
    }

    private boolean isFresh(List<HostileEntry> drafts) {
        Set<String> ids = drafts.stream().map(HostileEntry::id).collect(Collectors.toSet());
        return ids.size() == drafts.size() && Collections.disjoint(ids, rows.keySet());
    }

    private void upsert(String text) {
        HostileEntry row = entry(text);
        HostileAnswer<HostileEntry> answer = answer("upsert", relata.upsert(row));
        if (!isRefused(answer, text)) {
            assertThat(answer.values()).containsExactly(row);
            rows.put(row.id(), row);
        }
        assertStored();
    }

    /** A document is stored as it is, names of members and all, or refused. */
    private void document(String text) {
        HostileEntry row = new HostileEntry("id0", "a", null, new String[0], Map.of(text, text), new byte[0]);
        HostileAnswer<HostileEntry> answer = answer("upsert of a document", relata.upsert(row));
        if (answer.refusedBeforeSending() == null) {
            assertThat(answer.values()).containsExactly(row);
            rows.put(row.id(), row);
        }
        assertStored();
    }

    private void update(String text) {
        HostileEntry row = entry(text);
        HostileAnswer<HostileEntry> answer = answer("update", relata.update(row));
        if (isRefused(answer, text)) {
            return;
        }
        if (rows.containsKey(row.id())) {
            assertThat(answer.values()).containsExactly(row);
            rows.put(row.id(), row);
        } else {
            assertThat(answer.error()).isInstanceOf(RowNotFoundException.class);
        }
        assertStored();
    }

    private void set(String text) {
        String other = rows.isEmpty() ? "" : rows.values().iterator().next().text();
        HostileAnswer<Long> answer = answer(
                "set",
                relata.from(HostileEntry.class)
                        .where(HostileEntry::text, eq(other))
                        .update(Assignment.set(HostileEntry::more, text)));
        if (isRefused(answer, text)) {
            return;
        }
        answer.values();
        rows.replaceAll((id, row) -> row.text().equals(other)
                ? new HostileEntry(id, other, text, row.words(), row.facts(), row.bytes())
                : row);
        assertStored();
    }

    private void delete(String text) {
        Condition<String> condition = rows.size() > MOST_ROWS ? ne("'") : eq(text);
        HostileAnswer<Long> answer = answer(
                "delete " + condition.operator(),
                relata.from(HostileEntry.class)
                        .where(HostileEntry::text, condition)
                        .deleteAll());
        if (rows.size() <= MOST_ROWS && isRefused(answer, text)) {
            return;
        }
        answer.values();
        rows.values()
                .removeIf(row -> (condition.operator() == Operator.NE)
                        != row.text().equals(condition.operands().get(0)));
        assertStored();
    }

    private void assertStored() {
        List<HostileEntry> stored =
                store.observe(relata.from(HostileEntry.class).all()).values();
        assertThat(stored).as("what is stored").containsExactlyInAnyOrderElementsOf(rows.values());
    }
}
