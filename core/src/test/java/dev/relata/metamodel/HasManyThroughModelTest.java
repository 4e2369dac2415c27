package dev.relata.metamodel;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.model.Errors;
import dev.relata.model.HasManyThrough;
import dev.relata.model.Id;
import dev.relata.model.LinkStorage;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.RelationshipKind;
import dev.relata.model.Step;
import dev.relata.schema.Diagram;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Relationships through others: what they are put together of, and what cannot be gone through. */
class HasManyThroughModelTest {

    record Artist(@Id Long id, String name) {
        static final OneToMany<Artist, Album> ALBUMS = oneToMany(Artist.class, Album::artistId);
        static final HasManyThrough<Artist, Song> SONGS = hasManyThrough(() -> Artist.ALBUMS, () -> Album.SONGS);
        static final HasManyThrough<Artist, Take> TAKES = hasManyThrough(() -> Artist.SONGS, () -> Song.TAKES);
        static final HasManyThrough<Artist, Label> LABELS = hasManyThrough(() -> Artist.ALBUMS, () -> Album.LABEL);
        static final HasManyThrough<Artist, Song> OWN =
                hasManyThrough(() -> Artist.ALBUMS.where(Album::title, eq("x")), () -> Album.SONGS);
    }

    record Album(@Id Long id, Long artistId, Long labelId, String title) {
        static final ManyToOne<Album, Artist> ARTIST = manyToOne(Album::artistId, Artist.class);
        static final ManyToOne<Album, Label> LABEL = manyToOne(Album::labelId, Label.class);
        static final OneToMany<Album, Song> SONGS =
                oneToMany(Album.class, Song::albumId).orderBy(asc(Song::title));
    }

    record Label(@Id Long id) {}

    record Song(@Id Long id, Long albumId, String title) {
        static final OneToMany<Song, Take> TAKES = oneToMany(Song.class, Take::songId);
        static final ManyToMany<Song, Label> LICENSED = manyToMany(Song.class, Label.class);
    }

    record Take(@Id Long id, Long songId) {}

    private static final Class<?>[] TYPES = {Artist.class, Album.class, Label.class, Song.class, Take.class};

    private final Model model = Model.of(TYPES);

    private static String names(List<Attribute> attributes) {
        return String.join(
                " ", attributes.stream().map(Attribute::qualifiedName).toList());
    }

    private Junction way(HasManyThrough<?, ?> relationship) {
        return Objects.requireNonNull(model.relationship(relationship).junction());
    }

    @Test
    void theRowsOnTheWayAreAJunctionThatNobodyWrites() {
        RelationshipType<Artist, Song> songs = model.relationship(Artist.SONGS);

        assertThat(songs.kind()).isEqualTo(RelationshipKind.HAS_MANY_THROUGH);
        assertThat(songs.name()).isEqualTo("Artist.SONGS");
        assertThat(songs.owner().name() + songs.target().name()).isEqualTo("ArtistSong");
        assertThat(names(songs.ownerKey())).isEqualTo("Artist.id");
        assertThat(names(songs.targetKey())).isEqualTo("Song.albumId");
        assertThat(way(Artist.SONGS).type().name()).isEqualTo("Album");
        assertThat(names(way(Artist.SONGS).ownerColumns())).isEqualTo("Album.artistId");
        assertThat(names(way(Artist.SONGS).targetColumns())).isEqualTo("Album.id");
        assertThat(way(Artist.SONGS).steps()).isEmpty();
        assertThat(songs.steps()).isEqualTo(Album.SONGS.steps());
        assertThat(songs.required() || songs.optional() || songs.limited()).isFalse();
    }

    @Test
    void threeAreAJunctionWithAStep() {
        Junction way = way(Artist.TAKES);

        assertThat(way.type().name() + way.end().name()).isEqualTo("AlbumSong");
        assertThat(names(way.targetColumns())).isEqualTo("Song.id");
        assertThat(way.steps()).hasSize(1);
        assertThat(way.flip().type()).isEqualTo(way.end());
        assertThat(way.flip().steps().get(0)).isEqualTo(way.steps().get(0).flip());
        assertThat(way.flip().flip()).isEqualTo(way);
        assertThat(model.relationship(Artist.TAKES).association().hops())
                .extracting(hop -> hop.source().name() + hop.target().name())
                .containsExactly("ArtistAlbum", "AlbumSong", "SongTake");
    }

    @Test
    void aTargetIsKnownToBeReachedOnceWhereEachStepBackIsToOneRow() {
        assertThat(way(Artist.SONGS).once()).isTrue();
        assertThat(way(Artist.TAKES).once()).isTrue();
        assertThat(way(Artist.LABELS).once()).isFalse();
        assertThat(way(hasManyThrough(() -> Artist.SONGS, () -> Song.LICENSED)).once())
                .isFalse();
    }

    @Test
    void theFilterOfARelationshipOnTheWayIsAConditionOnTheTarget() {
        RelationshipType<Artist, Song> own = model.relationship(Artist.OWN);

        assertThat(own.steps()).hasSize(2).first().isInstanceOf(Step.Where.class);
        assertThat(model.describe(model.relationship(Artist.OWN.limit(2)))).isEqualTo("Artist.OWN.limit(2)");
    }

    @Test
    void itHasNoKeyOfItsOwn() {
        RelationshipType<Artist, Song> songs = model.relationship(Artist.SONGS);

        assertThat(model.references(songs)).isEmpty();
        assertThatThrownBy(songs::foreignKey).isInstanceOf(IllegalStateException.class);
        assertThat(Diagram.of(model))
                .isEqualTo(Diagram.of(Model.of(
                        Bare.Artist.class, Bare.Album.class, Bare.Label.class, Bare.Song.class, Bare.Take.class)));
    }

    /** The same without relationships through others. */
    static final class Bare {
        record Artist(@Id Long id, String name) {
            static final OneToMany<Artist, Album> ALBUMS = oneToMany(Artist.class, Album::artistId);
        }

        record Album(@Id Long id, Long artistId, Long labelId, String title) {
            static final ManyToOne<Album, Artist> ARTIST = manyToOne(Album::artistId, Artist.class);
            static final ManyToOne<Album, Label> LABEL = manyToOne(Album::labelId, Label.class);
            static final OneToMany<Album, Song> SONGS = oneToMany(Album.class, Song::albumId);
        }

        record Label(@Id Long id) {}

        record Song(@Id Long id, Long albumId, String title) {
            static final OneToMany<Song, Take> TAKES = oneToMany(Song.class, Take::songId);
            static final ManyToMany<Song, Label> LICENSED = manyToMany(Song.class, Label.class);
        }

        record Take(@Id Long id, Long songId) {}
    }

    record Wrong(@Id Long id, @Nullable Long parentId) {
        static final OneToMany<Wrong, Wrong> CHILDREN = oneToMany(Wrong.class, Wrong::parentId);
        static final ManyToMany<Wrong, Wrong> IDS =
                manyToMany(Wrong.class, Wrong.class).storedAs(LinkStorage.ID_ARRAY);
        static final ManyToOne<Wrong, Wrong> PARENT =
                manyToOne(Wrong::parentId, Wrong.class).optional();
        static final HasManyThrough<Wrong, Wrong> LIMITED =
                hasManyThrough(() -> Wrong.CHILDREN.limit(3), () -> Wrong.CHILDREN);
        static final HasManyThrough<Wrong, Wrong> ARRAY = hasManyThrough(() -> Wrong.CHILDREN, () -> Wrong.IDS);
        static final HasManyThrough<Wrong, Wrong> FILTERED =
                hasManyThrough(() -> Wrong.CHILDREN.where(Wrong::id, eq(1L)), () -> Wrong.PARENT);
        static final HasManyThrough<Wrong, Wrong> ITSELF = hasManyThrough(() -> Wrong.CHILDREN, () -> Wrong.ITSELF);

        @SuppressWarnings({"unchecked", "rawtypes"}) // a caller that ignores the types
        static final HasManyThrough<Wrong, Label> PARTED =
                hasManyThrough(() -> Wrong.CHILDREN, () -> (OneToMany) Artist.ALBUMS);

        @SuppressWarnings("NullAway") // a caller that ignores nullness
        static final HasManyThrough<Wrong, Wrong> NOTHING =
                hasManyThrough(() -> (OneToMany<Wrong, Wrong>) null, () -> Wrong.CHILDREN);
    }

    @Test
    void whatCannotBeGoneThroughIsNamed() {
        List<String> errors = Errors.list(Wrong.class, Artist.class, Album.class, Label.class, Song.class, Take.class);

        assertThat(errors)
                .anySatisfy(error ->
                        assertThat(error).startsWith("Wrong.LIMITED goes through Wrong.CHILDREN, which is limited"));
        assertThat(errors)
                .anySatisfy(error -> assertThat(error)
                        .startsWith("Wrong.ARRAY goes through Wrong.IDS, which is storedAs(ID_ARRAY)"));
        assertThat(errors)
                .anySatisfy(error -> assertThat(error)
                        .startsWith("Wrong.FILTERED goes through Wrong.CHILDREN, which has a filter, and then through"
                                + " Wrong.PARENT"));
        assertThat(errors).anySatisfy(error -> assertThat(error).startsWith("Wrong.ITSELF goes through itself"));
        assertThat(errors)
                .anySatisfy(
                        error -> assertThat(error)
                                .startsWith(
                                        "Wrong.PARTED goes through Artist.ALBUMS, which starts from Artist and not from Wrong"));
        assertThat(errors)
                .anySatisfy(error ->
                        assertThat(error).startsWith("Wrong.NOTHING: a supplier of hasManyThrough(…) answers null"));
        assertThat(errors).hasSize(6);
    }

    @Test
    @SuppressWarnings("NullAway") // a caller that ignores nullness
    void aSupplierThatIsNullIsRefusedWhereItIsGiven() {
        assertThatThrownBy(() -> hasManyThrough(() -> Artist.ALBUMS, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the supplier of relationship 2");
    }
}
