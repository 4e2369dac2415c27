package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.error.StaleRowException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Column;
import dev.relata.model.ManyToOne;
import dev.relata.model.RecordMapping;
import dev.relata.model.RecordMapping.Component;
import dev.relata.model.RecordMapping.Name;
import dev.relata.model.RecordMapping.Role;
import dev.relata.model.Table;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Records that another library's annotations say something of. */
class MappedRecordTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** An annotation of another library: on fields and accessors only. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD})
    @interface Id {}

    record Shop(@Id @Nullable Long id, String name) {}

    record Item(
            @Id Long id,
            String title,
            boolean marked,
            Long version,
            @Nullable Instant made,
            @Nullable String origin,
            @Nullable String state,
            @Nullable Long shopId) {

        static final ManyToOne<Item, Shop> SHOP =
                manyToOne(Item::shopId, Shop.class).optional();
    }

    record Counted(@Id Long id, int version) {}

    private static RecordMapping mapping(Class<?> record) {
        Map<String, Component> id = Map.of("id", role(Role.ID));
        if (record == Item.class) {
            return new RecordMapping(new Name("wares", "@Entity"), components(), List.of());
        }
        return record == Counted.class
                ? new RecordMapping(null, Map.of("id", role(Role.ID), "version", role(Role.VERSION)), List.of())
                : new RecordMapping(new Name("shop", null), id, List.of());
    }

    private static Map<String, Component> components() {
        return Map.of(
                "id", role(Role.ID),
                "title", new Component(new Name("label", "@Named"), Set.of()),
                "marked", role(Role.TRANSIENT),
                "version", role(Role.VERSION),
                "made", role(Role.CREATED_AT),
                "origin", role(Role.INSERT_ONLY),
                "state", role(Role.READ_ONLY));
    }

    private static Component role(Role role) {
        return new Component(null, Set.of(role));
    }

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Item.class, Shop.class, Counted.class)
            .mapping(MappedRecordTest::mapping)
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build();

    private final Item draft = new Item(null, "pen", true, null, null, "here", "fresh", null);

    private static <T> T answer(Mono<T> answer) {
        T value = answer.block(LONGEST);
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void namesAreThoseOfTheOtherLibraryAndElseTheDefaults() {
        EntityType<Item> item = relata.model().entity(Item.class);
        assertThat(item.table()).isEqualTo("wares");
        assertThat(item.attributes())
                .extracting(Attribute::column)
                .containsExactly("id", "label", "version", "made", "origin", "state", "shop_id");
        assertThat(relata.model().entity(Shop.class).table()).isEqualTo("shop");
        assertThat(relata.model().entity(Counted.class).table()).isEqualTo("counteds");
    }

    @Test
    void rolesAreThoseOfTheOwnAnnotations() {
        Item stored = answer(relata.insert(draft));
        assertThat(stored).isEqualTo(new Item(1L, "pen", false, 0L, NOW, "here", null, null));
        Item changed = new Item(1L, "ink", true, 0L, null, "there", "old", null);
        assertThat(answer(relata.update(changed).then(relata.find(Item.class, 1L))))
                .isEqualTo(new Item(1L, "ink", false, 1L, NOW, "here", null, null));
        StepVerifier.create(relata.update(changed)).verifyError(StaleRowException.class);
        assertThat(answer(relata.upsert(answer(relata.find(Item.class, 1L)))).version())
                .isEqualTo(2L);
    }

    @Test
    void relationshipsGoByTheOtherLibrarysIds() {
        Shop shop = answer(relata.insert(new Shop(null, "corner")));
        Item item = answer(relata.insert(draft));
        Item moved = answer(relata.on(item, Item.SHOP).set(shop));
        assertThat(moved.shopId()).isEqualTo(shop.id());
        assertThat(answer(relata.on(moved, Item.SHOP).get())).isEqualTo(shop);
        assertThat(Item.SHOP.assign(item, shop).shopId()).isEqualTo(shop.id());
    }

    @Test
    void aPrimitiveVersionBeginsAtOneSince0MarksANewRow() {
        assertThat(answer(relata.insert(new Counted(null, 0))).version()).isEqualTo(1);
        assertThat(answer(relata.insert(new Counted(null, 7))).version()).isEqualTo(7);
    }

    @Test
    void aRowWithoutVersionIsNotUpdated() {
        Item stored = answer(relata.insert(draft));
        Item unversioned = new Item(stored.id(), "ink", true, null, null, "there", "old", null);
        StepVerifier.create(relata.update(unversioned))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Item.version is null"));
    }

    @Test
    void whatIsReadOnlyOrOfTheInsertIsNotAssigned() {
        StepVerifier.create(relata.from(Item.class).update(set(Item::state, "old")))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("Item.state is only read"));
        StepVerifier.create(relata.from(Item.class).update(set(Item::origin, "there")))
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("stored with the insert only"));
    }

    @Table("goods")
    record Twice(
            @dev.relata.model.Id @Nullable Long id,
            @Column("label") String title) {}

    @Test
    void contradictionsAreErrorsThatNameBoth() {
        RecordMapping other = new RecordMapping(
                new Name("wares", "org.example.Entity"),
                Map.of("title", new Component(new Name("caption", "org.example.Named"), Set.of())),
                List.of("Twice.title is @Embedded: write its components out"));
        assertThatThrownBy(() -> Relata.builder()
                        .store(InMemoryStore.create())
                        .model(Twice.class)
                        .mapping(record -> other)
                        .build())
                .isInstanceOfSatisfying(
                        ModelException.class,
                        error -> assertThat(error.errors())
                                .containsExactlyInAnyOrder(
                                        "Twice.title is @Embedded: write its components out",
                                        "Twice has two names of its table: \"goods\" by dev.relata.model.Table, and \"wares\" by"
                                                + " org.example.Entity: drop one of the two annotations, or give both the same"
                                                + " name",
                                        "Twice.title has two names of its column: \"label\" by dev.relata.model.Column, and"
                                                + " \"caption\" by org.example.Named: drop one of the two annotations, or give"
                                                + " both the same name"));
    }

    @Test
    void aNameThatIsWrittenWinsOverARule() {
        RecordMapping rule = new RecordMapping(
                new Name("twice", null),
                Map.of("title", new Component(new Name("the_title", null), Set.of())),
                List.of());
        Relata written = Relata.builder()
                .store(InMemoryStore.create())
                .model(Twice.class)
                .mapping(record -> rule)
                .build();
        EntityType<Twice> type = written.model().entity(Twice.class);
        assertThat(type.table()).isEqualTo("goods");
        assertThat(type.attribute("title").column()).isEqualTo("label");
    }

    record Late(@Id Long id, java.util.Date made, Short version) {}

    @Test
    void whatOnlyTheOtherLibraryCanStoreIsRefused() {
        RecordMapping other = new RecordMapping(
                null,
                Map.of("id", role(Role.ID), "made", role(Role.CREATED_AT), "version", role(Role.VERSION)),
                List.of());
        assertThatThrownBy(() -> Relata.builder()
                        .store(InMemoryStore.create())
                        .model(Late.class)
                        .mapping(record -> other)
                        .build())
                .hasMessageContaining("Late.made is of type Date")
                .hasMessageContaining("Late.version is of type Short");
    }
}
