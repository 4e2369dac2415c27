package dev.relata.metamodel;

import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Errors;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Relationship;
import dev.relata.model.Unique;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Junctions that keep an order, and those that hold in both directions. */
class OrderedJunctionTest {

    record Track(@Id Long id) {
        static final ManyToMany<Track, Playlist> LISTS =
                manyToMany(Track.class, Playlist.class).inverseOf("TRACKS");
    }

    record Playlist(@Id Long id) {
        static final ManyToMany<Playlist, Track> TRACKS =
                manyToMany(Playlist.class, Track.class).ordered("place");
    }

    record Song(@Id Long id) {
        static final ManyToMany<Song, Album> ALBUMS =
                manyToMany(Song.class, Album.class).inverseOf("SONGS").ordered();
    }

    record Album(@Id Long id) {
        static final ManyToMany<Album, Song> SONGS =
                manyToMany(Album.class, Song.class).ordered();
    }

    record Film(@Id Long id) {
        static final ManyToMany<Film, Actor> CAST = manyToMany(Film.class, Actor.class);
        static final ManyToManyThrough<Film, Actor, Role> ROLES =
                manyToMany(Film.class, Actor.class).through(Role::filmId, Role::actorId);
    }

    /** Orders what it is only the other side of. */
    record Actor(@Id Long id) {
        static final ManyToMany<Actor, Film> FILMS =
                manyToMany(Actor.class, Film.class).inverseOf("CAST").ordered("billing");
        static final ManyToManyThrough<Actor, Film, Role> ROLES = manyToMany(Actor.class, Film.class)
                .through(Role::actorId, Role::filmId)
                .inverseOf("ROLES")
                .orderedBy(Role::place);
    }

    record Role(
            @Id Long id,
            @Unique("pair") Long filmId,
            @Unique("pair") Long actorId,
            int place) {}

    record Follower(@Id Long id) {
        static final ManyToMany<Follower, Follower> FOLLOWS = manyToMany(Follower.class, Follower.class);
        static final ManyToMany<Follower, Follower> FOLLOWED_BY =
                manyToMany(Follower.class, Follower.class).inverseOf("FOLLOWS").ordered();
    }

    record Menu(@Id Long id) {
        static final ManyToManyThrough<Menu, Dish, Course> DISHES = manyToMany(Menu.class, Dish.class)
                .through(Course::menuId, Course::dishId)
                .orderedBy(Course::place);
    }

    record Dish(@Id Long id) {
        static final ManyToManyThrough<Dish, Menu, Course> MENUS = manyToMany(Dish.class, Menu.class)
                .through(Course::dishId, Course::menuId)
                .inverseOf("DISHES")
                .orderedBy(Course::place);
    }

    record Course(
            @Id Long id,
            @Unique("pair") Long menuId,
            @Unique("pair") Long dishId,
            int place) {}

    record Slot(
            @Id Long id,
            @Unique("pair") Long listId,
            @Unique("pair") Long trackId,
            int place,
            String note) {}

    record Loose(@Id Long id, Long listId, Long trackId, long place) {}

    record Shelf(@Id Long id) {
        static final ManyToManyThrough<Shelf, Track, Slot> SLOTS = manyToMany(Shelf.class, Track.class)
                .through(Slot::listId, Slot::trackId)
                .orderedBy(Slot::place);
    }

    record ByKey(@Id Long id) {
        static final ManyToManyThrough<ByKey, Track, Slot> SLOTS = manyToMany(ByKey.class, Track.class)
                .through(Slot::listId, Slot::trackId)
                .orderedBy(Slot::listId);
    }

    record NotUnique(@Id Long id) {
        static final ManyToManyThrough<NotUnique, Track, Loose> SLOTS = manyToMany(NotUnique.class, Track.class)
                .through(Loose::listId, Loose::trackId)
                .orderedBy(Loose::place);
    }

    record OrderedBefore(@Id Long id) {
        static final ManyToManyThrough<OrderedBefore, Track, Slot> SLOTS =
                manyToMany(OrderedBefore.class, Track.class).ordered().through(Slot::listId, Slot::trackId);
    }

    record Person(@Id @Nullable Long id) {
        static final ManyToMany<Person, Person> FRIENDS =
                manyToMany(Person.class, Person.class).symmetrical();
    }

    record Lonely(@Id Long id) {
        static final ManyToMany<Lonely, Track> FRIENDS =
                manyToMany(Lonely.class, Track.class).symmetrical();
        static final ManyToMany<Lonely, Lonely> RANKED =
                manyToMany(Lonely.class, Lonely.class).symmetrical().ordered();
    }

    @Test
    void thePositionIsAnAttributeOfTheJunctionButNoPartOfItsId() {
        Model model = Model.of(Playlist.class, Track.class);
        Junction junction = model.relationship(Playlist.TRACKS).junctionOrThrow();

        assertThat(junction.type().attributes())
                .extracting(Attribute::column)
                .containsExactly("playlist_id", "track_id", "place");
        assertThat(junction.type().id()).extracting(Attribute::column).containsExactly("playlist_id", "track_id");
        assertThat(model.relationship(Playlist.TRACKS).position())
                .hasValueSatisfying(position -> assertThat(position.type()).isEqualTo(int.class));
    }

    @Test
    void theOtherSideKnowsThePositionAndHasNoOrder() {
        Model model = Model.of(Playlist.class, Track.class);
        for (Relationship<?, ?> side : List.of(Track.LISTS, Playlist.TRACKS.inverse())) {
            RelationshipType<?, ?> lists = model.relationship(side);
            assertThat(lists.position()).isEmpty();
            assertThat(lists.junctionOrThrow().position()).isNotNull();
            assertThat(lists.junctionOrThrow().ordersTargets()).isFalse();
        }
        assertThat(model.relationship(Playlist.TRACKS.inverse().inverse()).position())
                .isPresent();
    }

    @Test
    void aJoinRecordKeepsTheOrderInAProperty() {
        Model model = Model.of(Shelf.class, Track.class, Playlist.class, Slot.class);
        assertThat(model.relationship(Shelf.SLOTS).position())
                .hasValueSatisfying(position -> assertThat(position.column()).isEqualTo("place"));
        assertThat(model.relationship(Shelf.SLOTS.inverse()).position()).isEmpty();
        assertThat(model.relationship(Shelf.SLOTS.inverse().inverse()).position())
                .isPresent();
    }

    @Test
    void onlyOneSideHasAnOrder() {
        Errors.of(Album.class, Song.class)
                .containsOnly(
                        "Album.SONGS and Song.ALBUMS are sides of one junction and both ordered(), but it keeps one"
                                + " order: drop it on one of them, or keep the links through(…) a record");
        Errors.of(Menu.class, Dish.class, Course.class)
                .containsOnly("Dish.MENUS and Menu.DISHES are sides of one relation and both orderedBy one property,"
                        + " which keeps one order: drop it on one of them, or give each a property of its own");
    }

    @Test
    void theOrderIsKnownFromBothSidesWhicheverDeclaresIt() {
        Model model = Model.of(Film.class, Actor.class, Role.class, Follower.class);
        List<Relationship<?, ?>> ordered = List.of(Actor.FILMS, Actor.ROLES, Film.CAST.inverse(), Follower.FOLLOWED_BY);
        List<Relationship<?, ?>> others =
                List.of(Film.CAST, Film.ROLES, Actor.FILMS.inverse(), Actor.ROLES.inverse(), Follower.FOLLOWS);

        for (Relationship<?, ?> side : ordered) {
            RelationshipType<?, ?> resolved = model.relationship(side);
            assertThat(resolved.position()).as(resolved.name()).isPresent();
            assertThat(resolved.junctionOrThrow().ordersTargets()).isTrue();
        }
        for (Relationship<?, ?> side : others) {
            RelationshipType<?, ?> resolved = model.relationship(side);
            assertThat(resolved.position()).as(resolved.name()).isEmpty();
            assertThat(resolved.junctionOrThrow().position())
                    .as(resolved.name())
                    .isNotNull();
            assertThat(resolved.junctionOrThrow().ordersTargets()).isFalse();
        }
        assertThat(model.relationship(Film.CAST).junctionOrThrow().position())
                .hasToString(String.valueOf(
                        model.relationship(Actor.FILMS).junctionOrThrow().position()));
    }

    @Test
    void thePositionIsANumberOfARecordThatLinksAPairOnce() {
        Errors.of(ByKey.class, Track.class, Playlist.class, Slot.class)
                .containsExactly(
                        "ByKey.SLOTS is orderedBy Slot.listId, of type Long: give an int or a long that is no key"
                                + " and no @Version");
        Errors.of(NotUnique.class, Track.class, Playlist.class, Loose.class)
                .containsExactly(
                        "NotUnique.SLOTS is orderedBy Loose.place, but Loose may link one pair many times: make"
                                + " the pair @Unique");
        Errors.of(OrderedBefore.class, Track.class, Playlist.class, Slot.class)
                .singleElement()
                .asString()
                .contains("orderedBy(…)");
    }

    @Test
    void onlyARelationOfATypeToItselfIsSymmetricalAndHasNoOrder() {
        assertThat(Model.of(Person.class).relationship(Person.FRIENDS).symmetrical())
                .isTrue();
        Errors.of(Lonely.class, Track.class, Playlist.class)
                .containsExactlyInAnyOrder(
                        "Lonely.FRIENDS is symmetrical(), but leads from Lonely to Track: only a relation of a type to"
                                + " itself can be",
                        "Lonely.RANKED is symmetrical(), so both directions are one relation: it can be neither ordered()"
                                + " nor inverseOf(…) another");
    }
}
