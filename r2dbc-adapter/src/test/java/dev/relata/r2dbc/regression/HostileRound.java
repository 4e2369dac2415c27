package dev.relata.r2dbc.regression;

import static dev.relata.model.Conditions.contains;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.OnDelete.SET_DEFAULT;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.query.Bulk;
import dev.relata.query.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A round of everything that Relata does, with values of every type, in an empty schema. */
final class HostileRound {

    enum Mood {
        CALM,
        WILD
    }

    record Box(@Id @Nullable Long id, @Unique String name) {
        static final OneToMany<Box, Thing> THINGS = oneToMany(Box.class, Thing::boxId);
    }

    /** Has a default with everything that a text literal may be misread by. */
    record Plain(
            @Id @Nullable Long id,
            String text,
            @Nullable Instant moment,
            byte @Nullable [] bytes,
            @Nullable Mood mood) {}

    record Label(@Id @Nullable Long id, String text) {}

    record Shelf(@Id String name) {}

    /** Every kind of default that the schema writes and compares. */
    record Item(
            @Id @Nullable Long id,
            String shelf,
            @DatabaseDefault("'new'") @Nullable String state,

            @DatabaseDefault("'CALM'") @Column(type = "mood") @Nullable
            Mood mood,

            @DatabaseDefault("'{}'") @Column(type = "varchar(9)[]")
            String @Nullable [] tags,

            @DatabaseDefault("'2024-01-02 03:04:05+00'") @Nullable
            Instant made,

            @DatabaseDefault("lower('A')") @Column(type = "varchar(20)") @Nullable
            String lower,

            @DatabaseDefault("0.10") @Column(type = "numeric(5,2)") @Nullable
            BigDecimal price,

            @DatabaseDefault("interval '1 day'") @Nullable Duration length) {
        static final ManyToOne<Item, Shelf> SHELF =
                manyToOne(Item::shelf, Shelf.class).onDelete(SET_DEFAULT, DEFAULT_SHELF);
    }

    record Note(@Nullable String text, int number, List<String> words) {}

    record Thing(
            @Id @Nullable Long id,
            long boxId,
            String code,
            @Nullable Integer number,
            @Nullable Short small,
            @Nullable Double ratio,
            @Nullable Float share,
            @Nullable BigDecimal price,
            @Nullable @Column(type = "money") BigDecimal cash,
            boolean flag,
            @Nullable @Column(type = "varchar(40)") String name,
            @Nullable @Column(type = "char(5)") String sign,
            @Nullable @Column(type = "mood") Mood mood,
            @Nullable UUID uuid,
            byte @Nullable [] bytes,
            @Nullable Instant moment,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable LocalDateTime local,
            @Nullable OffsetTime offset,
            @Nullable Duration length,
            @Nullable Period period,
            @Nullable @Column(type = "xml") String xml,
            @Nullable Note note,
            @Nullable String @Nullable [] words,
            @Nullable Long @Nullable [] numbers,
            @Nullable Double @Nullable [] ratios,
            @Nullable Instant @Nullable [] moments,
            @Nullable Duration @Nullable [] lengths,
            byte @Nullable [] @Nullable [] pieces,
            @Nullable @Column(type = "mood[]") List<@Nullable Mood> moods,
            long @Nullable [] primitives,
            @Nullable String @Nullable [][] table) {
        static final ManyToOne<Thing, Box> BOX =
                manyToOne(Thing::boxId, Box.class).onDelete(OnDelete.CASCADE);
        static final ManyToMany<Thing, Label> LABELS = manyToMany(Thing.class, Label.class);
    }

    static final Class<?>[] MODEL = {Box.class, Plain.class, Label.class, Thing.class, Shelf.class, Item.class};

    /** What must be there before the tables. */
    static final String[] SCHEMA = {
        "DROP SCHEMA IF EXISTS public CASCADE",
        "CREATE SCHEMA public",
        "CREATE TYPE public.mood AS ENUM ('CALM', 'WILD')"
    };

    private static final String DEFAULT_SHELF = "a\\x41 'b' \\";
    private static final String NASTY = "it's \"q\" \\ \\x41 \\101 {a,b} NULL \t\n\r ü € 😀 $1 ; --";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final EntityType<Thing> THING = Model.of(MODEL).entity(Thing.class);
    private static final EntityType<Plain> PLAIN = Model.of(MODEL).entity(Plain.class);

    private final Relata relata;

    HostileRound(Relata relata) {
        this.relata = relata;
    }

    void run() {
        run(relata.schema().create());
        assertThat(run(relata.schema().validate())).isEmpty();
        Box box = one(relata.insert(new Box(null, NASTY)));
        things(box);
        plains();
        reads(box);
        links(box);
        refusals(box);
        deletes(box);
        defaults();
    }

    private void things(Box box) {
        long owner = Objects.requireNonNull(box.id());
        same(List.of(one(relata.insert(thing(owner, 0)))), List.of(thing(owner, 0)));
        List<Thing> drafts =
                IntStream.range(1, 6).mapToObj(i -> thing(owner, i)).toList();
        same(run(relata.bulk().insert(drafts)), drafts);
        List<Thing> stored =
                run(relata.from(Thing.class).orderBy(asc(Thing::id)).all());
        same(stored.subList(1, 6), drafts);
        same(run(relata.bulk().upsert(stored)), stored);
        same(run(relata.bulk().update(stored)), stored);
        same(List.of(one(relata.update(stored.get(3)))), stored.subList(3, 4));
        same(List.of(one(relata.upsert(stored.get(2)))), stored.subList(2, 3));
        same(run(relata.from(Thing.class).orderBy(asc(Thing::id)).all()), stored);
    }

    /** Row 1 has values, row 2 has nulls, the others have one or the other. */
    private static Thing thing(long owner, int i) {
        boolean none = i == 2;
        boolean some = i % 2 == 1;
        return new Thing(
                null,
                owner,
                List.of(NASTY, "NULL", "null", "\uE000null0", "", "x").get(i),
                none ? null : -i,
                none ? null : (short) i,
                none ? null : 0.1 + 0.2 + i,
                none ? null : 1.1f / 3,
                none ? null : new BigDecimal("-1234.5600"),
                none ? null : new BigDecimal("-1234.56"),
                some,
                none ? null : "NULL",
                none ? null : "ab   ",
                none ? null : Mood.WILD,
                none ? null : new UUID(1, i),
                none ? null : "\\x41 \\\\ \u0001".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                none ? null : Instant.parse("-0043-03-15T00:00:00.123456Z"),
                none ? null : LocalDate.of(2024, 3, 4),
                none ? null : LocalTime.parse("23:59:59.999999"),
                none ? null : LocalDateTime.parse("2024-03-10T02:30:00"),
                none ? null : OffsetTime.parse("10:20:30.5+05:45"),
                none ? null : Duration.parse("PT-1H-2M-3.000004S"),
                none ? null : Period.of(-1, -2, 3),
                none ? null : "<a b=\"c\">d</a>",
                none ? null : new Note(some ? NASTY : null, i, List.of("\\", "'")),
                none ? null : new @Nullable String[] {"NULL", null, "null", NASTY, "\uE000null0", "\uE000null1", ""},
                none ? null : new @Nullable Long[] {1L, null, -3L},
                none ? null : new @Nullable Double[] {Double.NaN, null, 0.1 + 0.2},
                none ? null : new @Nullable Instant[] {Instant.EPOCH, null},
                none ? null : new @Nullable Duration[] {Duration.ofHours(-1).minusMillis(5), null},
                none ? null : new byte @Nullable [][] {{0, 92}, null, {}},
                none ? null : Arrays.asList(Mood.CALM, null),
                none ? null : new long[] {1, 2},
                none ? null : new @Nullable String[][] {{"NULL", null}, {null, "\\"}});
    }

    private void plains() {
        List<Plain> rows = IntStream.range(0, 300)
                .mapToObj(i -> new Plain(
                        null,
                        NASTY + i,
                        i % 3 == 0 ? null : Instant.EPOCH.minusSeconds(i),
                        i % 2 == 0 ? null : new byte[] {(byte) i, 92},
                        i % 5 == 0 ? null : Mood.CALM))
                .toList();
        List<String> given = texts(PLAIN, rows);
        assertThat(texts(PLAIN, run(relata.bulk(Bulk.chunkSize(299)).insert(rows))))
                .isEqualTo(given);
        assertThat(texts(
                        PLAIN,
                        run(relata.from(Plain.class).orderBy(asc(Plain::id)).iterate())))
                .isEqualTo(given);
        assertThat(one(relata.from(Plain.class).where(Plain::moment).isNull().count()))
                .isEqualTo(100);
    }

    private void reads(Box box) {
        assertThat(one(relata.from(Thing.class).count())).isEqualTo(6);
        assertThat(one(relata.from(Thing.class).where(Thing::code).eq(NASTY).count()))
                .isEqualTo(1);
        assertThat(one(relata.from(Thing.class)
                        .where(Thing::code, contains("\\x41 \\"))
                        .count()))
                .isEqualTo(1);
        assertThat(one(relata.from(Thing.class)
                        .where(Thing::code)
                        .in(List.of("NULL", "x"))
                        .count()))
                .isEqualTo(2);
        assertThat(one(relata.from(Thing.class)
                        .where(Thing::words)
                        .eq(thing(1, 1).words())
                        .count()))
                .isEqualTo(5);
        assertThat(one(relata.from(Thing.class)
                        .where(Thing::length)
                        .eq(thing(1, 1).length())
                        .count()))
                .isEqualTo(5);
        assertThat(one(relata.from(Thing.class)
                        .where(Thing::day, gt(LocalDate.of(2024, 3, 3)))
                        .count()))
                .isEqualTo(5);
        assertThat(one(relata.from(Thing.class).sum(Thing::price))).isEqualTo(new BigDecimal("-6172.8000"));
        assertThat(one(relata.from(Thing.class).max(Thing::moment)))
                .isEqualTo(thing(1, 1).moment());
        List<Thing> all =
                run(relata.from(Thing.class).orderBy(asc(Thing::ratio)).all());
        same(run(relata.from(Thing.class).orderBy(asc(Thing::ratio)).iterate()), all);
        same(paged(), all);
        same(run(relata.on(box, Box.THINGS).orderBy(asc(Thing::ratio)).all()), all);
        same(
                one(relata.load(List.of(box, new Box(77L, "")), Box.THINGS))
                        .get(box)
                        .size(),
                6);
        assertThat(run(relata.from(Box.class).fetch(Box.THINGS).graphs()).get(0).many(Box.THINGS))
                .hasSize(6);
        assertThat(run(Flux.fromIterable(all)
                        .flatMap(thing -> relata.on(thing, Thing.BOX).get())
                        .as(relata::batched)))
                .hasSize(6)
                .containsOnly(box);
    }

    private List<Thing> paged() {
        List<Thing> rows = new java.util.ArrayList<>();
        Page<Thing> page =
                one(relata.from(Thing.class).orderBy(asc(Thing::ratio)).page(2));
        rows.addAll(page.items());
        while (page.hasNext()) {
            page = one(relata.from(Thing.class)
                    .orderBy(asc(Thing::ratio))
                    .page(2, page.next().orElseThrow()));
            rows.addAll(page.items());
        }
        return rows;
    }

    private void links(Box box) {
        List<Label> labels = run(relata.bulk().insert(List.of(new Label(null, "NULL"), new Label(null, "\\"))));
        Thing thing = Objects.requireNonNull(one(relata.on(box, Box.THINGS).first()));
        assertThat(one(relata.on(thing, Thing.LABELS).addMany(labels))).isEqualTo(2);
        run(relata.on(thing, Thing.LABELS).set(labels.subList(0, 1)));
        assertThat(run(relata.on(thing, Thing.LABELS).all())).isEqualTo(labels.subList(0, 1));
        assertThat(one(relata.on(thing, Thing.LABELS).remove(labels.get(0)))).isTrue();
        Map<Thing, List<Label>> loaded = one(relata.load(List.of(thing), Thing.LABELS));
        assertThat(loaded.values()).allMatch(List::isEmpty);
    }

    private void refusals(Box box) {
        assertThat(run(relata.insert(new Box(null, NASTY))
                        .thenReturn("stored")
                        .onErrorResume(
                                ConstraintViolationException.class,
                                e -> relata.from(Box.class).count().map(count -> e.code() + " " + count))))
                .containsExactly("23505 1");
        assertThat(one(relata.getOrCreate(new Box(null, NASTY), Box::name))).isEqualTo(box);
        assertThat(one(relata.upsert(new Box(null, NASTY), Box::name))).isEqualTo(box);
    }

    private void deletes(Box box) {
        Box other = one(relata.insert(new Box(null, "other")).as(relata::transactional));
        assertThat(one(relata.on(box, Box.THINGS).moveAll(other))).isEqualTo(6);
        same(one(relata.transactional(relata.delete(other))), true);
        assertThat(one(relata.from(Thing.class).count())).isZero();
        assertThat(one(relata.from(Plain.class)
                        .where(Plain::text, startsWith("it's"))
                        .deleteAll()))
                .isEqualTo(300);
    }

    private void defaults() {
        run(relata.bulk().insert(List.of(new Shelf(DEFAULT_SHELF), new Shelf("old"))));
        Item item = one(relata.insert(new Item(null, "old", null, null, null, null, null, null, null)));
        assertThat(item.state() + item.mood() + item.lower() + item.price() + item.length() + item.made())
                .isEqualTo("newCALMa0.10PT24H2024-01-02T03:04:05Z");
        run(relata.transactional(relata.delete(new Shelf("old"))));
        assertThat(one(relata.from(Item.class).one()).shelf()).isEqualTo(DEFAULT_SHELF);
    }

    private static void same(Object actual, Object expected) {
        assertThat(actual).isEqualTo(expected);
    }

    private static void same(List<Thing> actual, List<Thing> expected) {
        assertThat(texts(THING, actual)).isEqualTo(texts(THING, expected));
    }

    /** The values of rows without their ids; arrays within records are not equal to others by equals. */
    private static <T> List<String> texts(EntityType<T> type, List<T> rows) {
        return rows.stream()
                .map(row -> {
                    @Nullable Object[] values = type.values(row);
                    return Arrays.deepToString(Arrays.copyOfRange(values, 1, values.length));
                })
                .toList();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Objects.requireNonNull(Flux.from(publisher).collectList().block(PATIENCE));
    }

    private static <T> T one(Publisher<T> publisher) {
        List<T> values = run(publisher);
        assertThat(values).hasSize(1);
        return values.get(0);
    }
}
