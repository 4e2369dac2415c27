package dev.relata.test.conformance;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.OnDelete.RESTRICT;
import static dev.relata.model.OnDelete.SET_DEFAULT;
import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ProtectedException;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.Version;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Capability;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Join records that declare what happens to them when an end goes. */
public interface JoinRecordContract extends StoreUnderTest {

    /** Something that is sold. */
    record Ware(@Id @Nullable Long id, String name) {}

    /** Someone's purchase of wares. */
    record Purchase(@Id @Nullable Long id, String buyer) {

        /** What was bought. */
        public static final ManyToManyThrough<Purchase, Ware, Item> WARES =
                manyToMany(Purchase.class, Ware.class).through(Item::purchaseId, Item::wareId);
    }

    /** A line of a purchase, which goes with the purchase and keeps its ware. */
    record Item(@Id Long purchaseId, @Id Long wareId, int amount) {

        /** Lines go with it. */
        public static final ManyToOne<Item, Purchase> PURCHASE =
                manyToOne(Item::purchaseId, Purchase.class).onDelete(CASCADE);

        /** Says nothing, as any to-one may. */
        public static final ManyToOne<Item, Ware> WARE = manyToOne(Item::wareId, Ware.class);
    }

    /** What refers to a line, and keeps it. */
    record Refund(@Id @Nullable Long id, Long purchaseId, Long wareId) {

        /** Says nothing either. */
        public static final ManyToOne<Refund, Item> ITEM =
                manyToOne(key(Refund::purchaseId, Refund::wareId), Item.class);
    }

    /** A place that trains stop at. */
    record Station(@Id @Nullable Long id, String name) {

        /** Where trains go from it. */
        public static final ManyToManyThrough<Station, Station, Leg> NEXT =
                manyToMany(Station.class, Station.class).through(Leg::fromId, Leg::toId);
    }

    /** A part of a journey. */
    record Leg(@Id @Nullable Long id, Long fromId, Long toId) {

        /** Goes with the station it begins at. */
        public static final ManyToOne<Leg, Station> FROM =
                manyToOne(Leg::fromId, Station.class).onDelete(CASCADE);

        /** Keeps the station it ends at, unless it goes itself. */
        public static final ManyToOne<Leg, Station> TO =
                manyToOne(Leg::toId, Station.class).onDelete(RESTRICT);
    }

    /** A person who sleeps in rooms. */
    record Guest(@Id @Nullable Long id, String name) {

        /** The rooms. */
        public static final ManyToManyThrough<Guest, Room, Stay> ROOMS =
                manyToMany(Guest.class, Room.class).through(Stay::guestId, Stay::roomId);
    }

    /** A room. */
    record Room(@Id Long id, String name) {}

    /** A night in a room. */
    record Stay(
            @Id @Nullable Long id,
            @Nullable Long guestId,
            Long roomId,
            @Version int version) {

        /** Forgotten when the guest is. */
        public static final ManyToOne<Stay, Guest> GUEST =
                manyToOne(Stay::guestId, Guest.class).optional().onDelete(SET_NULL);

        /** The first room where the room is gone. */
        public static final ManyToOne<Stay, Room> ROOM =
                manyToOne(Stay::roomId, Room.class).onDelete(SET_DEFAULT, 1L);
    }

    /** An event of a club. */
    record Club(@Id @Nullable Long id, String name) {

        /** Its members, whose records declare one of their two keys. */
        public static final ManyToManyThrough<Club, Guest, Membership> MEMBERS =
                manyToMany(Club.class, Guest.class).through(Membership::clubId, Membership::guestId);
    }

    /** A link that declares one of its ends. */
    record Membership(@Id @Nullable Long id, Long clubId, Long guestId) {

        /** Keeps its guest. */
        public static final ManyToOne<Membership, Guest> GUEST = manyToOne(Membership::guestId, Guest.class);
    }

    private Relata created(Class<?>... model) {
        Relata bare = bare(model);
        observe(bare.schema().create()).answers();
        return bare;
    }

    private Relata shop() {
        return created(Ware.class, Purchase.class, Item.class, Refund.class);
    }

    private <T> T insert(Relata relata, T row) {
        return observe(relata.insert(row)).value();
    }

    private static Long id(@Nullable Long id) {
        return Objects.requireNonNull(id, "store the row first");
    }

    private Purchase bought(Relata relata, List<Ware> wares) {
        Purchase purchase = insert(relata, new Purchase(null, "ann"));
        wares.forEach(ware -> insert(relata, new Item(id(purchase.id()), id(ware.id()), 1)));
        return purchase;
    }

    private void has(Relata relata, Class<?> type, long rows) {
        observe(relata.from(type).count()).answers(rows);
    }

    private void isProtected(Publisher<?> delete, String message) {
        observe(delete).fails(ProtectedException.class).hasMessageContaining(message);
    }

    /** The relation knows no other rule for its records than their own. */
    @Test
    @Tag("S37")
    @Requires(Capability.SCHEMA)
    default void aJoinRecordFollowsItsOwnToOne() {
        Relata relata = shop();
        Ware ink = insert(relata, new Ware(null, "ink"));
        Ware pen = insert(relata, new Ware(null, "pen"));
        Purchase purchase = bought(relata, List.of(ink, pen));

        isProtected(relata.delete(ink), "Item.WARE is PROTECT and 1 row(s) of items");
        isProtected(relata.bulk().delete(List.of(ink, pen)), "2 row(s) of items");
        isProtected(relata.from(Ware.class).deleteAll(), "Item.WARE");
        isProtected(relata.on(purchase, Purchase.WARES).deleteAll(), "Item.WARE");
        has(relata, Item.class, 2L);
        DeletePlan refused = observe(relata.deletePlan(ink)).value();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.toString()).contains("1 of items refer to it (Item.WARE, PROTECT)");
        assertThat(observe(relata.deletePlan(purchase)).value().toString())
                .contains("deletes 2 of items (Item.PURCHASE)");

        observe(relata.delete(purchase)).answers(true);
        has(relata, Item.class, 0L);
        has(relata, Ware.class, 2L);
        observe(relata.bulk().delete(List.of(ink, pen))).answers(2L);
    }

    /** A cascade reaches what protects the join record; so does everything that takes links away. */
    @Test
    @Tag("S113")
    @Requires(Capability.SCHEMA)
    default void rowsThatReferToAJoinRecordKeepItWhateverTakesTheLink() {
        Relata relata = shop();
        Ware ink = insert(relata, new Ware(null, "ink"));
        Ware pen = insert(relata, new Ware(null, "pen"));
        Purchase purchase = bought(relata, List.of(ink, pen));
        Refund refund = insert(relata, new Refund(null, id(purchase.id()), id(ink.id())));
        var wares = relata.on(purchase, Purchase.WARES);

        isProtected(relata.delete(purchase), "Refund.ITEM is PROTECT and 1 row(s) of refunds");
        isProtected(wares.remove(ink), "Refund.ITEM");
        isProtected(wares.removeMany(List.of(pen, ink)), "Refund.ITEM");
        isProtected(wares.clear(), "Refund.ITEM");
        isProtected(wares.set(List.of(pen)), "Refund.ITEM");
        isProtected(wares.links().deleteAll(), "Refund.ITEM");
        isProtected(relata.on(ink, Purchase.WARES.inverse()).remove(purchase), "Refund.ITEM");
        has(relata, Item.class, 2L);

        observe(wares.remove(pen)).answers(true);
        observe(relata.delete(pen)).answers(true);
        observe(relata.delete(refund)).answers(true);
        observe(wares.clear()).answers();
        observe(relata.delete(ink)).answers(true);
    }

    /** Both ends in one relation of a type to itself. */
    @Test
    @Tag("S37")
    @Requires(Capability.SCHEMA)
    default void aJoinRecordThatRestrictsGoesWhereTheSameDeleteTakesIt() {
        Relata relata = created(Station.class, Leg.class);
        Station north = insert(relata, new Station(null, "north"));
        Station south = insert(relata, new Station(null, "south"));
        insert(relata, new Leg(null, id(north.id()), id(south.id())));
        insert(relata, new Leg(null, id(north.id()), id(north.id())));

        isProtected(relata.delete(south), "Leg.TO is RESTRICT and 1 row(s) of legs that do not go in the same delete");
        has(relata, Leg.class, 2L);
        observe(relata.bulk().delete(List.of(south, north))).answers(2L);
        has(relata, Leg.class, 0L);
    }

    /** Its key is changed, and its version counted. */
    @Test
    @Tag("S37")
    @Requires(Capability.SCHEMA)
    default void aJoinRecordMayStayUnderAnotherKeyOrNone() {
        Relata relata = created(Guest.class, Room.class, Stay.class);
        Guest guest = insert(relata, new Guest(null, "ann"));
        Room first = insert(relata, new Room(1L, "first"));
        Room second = insert(relata, new Room(2L, "second"));
        Stay stay = insert(relata, new Stay(null, guest.id(), second.id(), 0));

        observe(relata.delete(second)).answers(true);
        observe(relata.find(Stay.class, id(stay.id())).map(found -> found.roomId() + " " + found.version()))
                .answers("1 " + (stay.version() + 1));
        observe(relata.on(first, Guest.ROOMS.inverse()).all()).answers(guest);
        assertThat(observe(relata.deletePlan(guest)).value().toString())
                .contains("sets 1 of stays to null (Stay.GUEST)");
        observe(relata.delete(guest)).answers(true);

        observe(relata.find(Stay.class, id(stay.id())).map(found -> found.guestId() + " " + found.version()))
                .answers("null " + (stay.version() + 2));
        observe(relata.on(first, Guest.ROOMS.inverse()).all()).answers();
    }

    /** One of two keys. */
    @Test
    @Tag("S37")
    @Requires(Capability.SCHEMA)
    default void anEndThatIsNotDeclaredTakesItsJoinRecordsAlong() {
        Relata relata = created(Guest.class, Room.class, Stay.class, Club.class, Membership.class);
        Guest guest = insert(relata, new Guest(null, "ann"));
        Club club = insert(relata, new Club(null, "chess"));
        observe(relata.on(club, Club.MEMBERS).add(guest)).answers(true);

        isProtected(relata.delete(guest), "Membership.GUEST");
        observe(relata.delete(club)).answers(true);
        has(relata, Membership.class, 0L);
        observe(relata.delete(guest)).answers(true);
    }

    /** The constraints say the same, or a delete that Relata allows would fail, and one that it does not see would succeed. */
    @Test
    @Tag("S84")
    @Requires(Capability.SCHEMA)
    default void theSchemaOfJoinRecordsIsWhatTheyDeclare() {
        Relata relata = created(
                Ware.class,
                Purchase.class,
                Item.class,
                Refund.class,
                Station.class,
                Leg.class,
                Guest.class,
                Room.class,
                Stay.class,
                Club.class,
                Membership.class);

        observe(relata.schema().verify()).answers();
    }
}
