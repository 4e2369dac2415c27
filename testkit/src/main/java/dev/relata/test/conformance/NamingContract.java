package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Naming;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Chinook.Album;
import dev.relata.test.conformance.Chinook.Artist;
import dev.relata.test.conformance.Chinook.MediaType;
import dev.relata.test.conformance.Chinook.Playlist;
import dev.relata.test.conformance.Chinook.Track;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model over names of others, by a strategy and no annotation. */
public interface NamingContract extends StoreUnderTest {

    private static Track track(int id, String name) {
        return new Track(id, name, 1, 1, null, "AC/DC", 1000, null, new BigDecimal("0.99"));
    }

    private static List<String> columns(EntityType<?> type) {
        return type.attributes().stream().map(Attribute::column).toList();
    }

    /** The junction's, too. */
    @Test
    @Tag("S147")
    @Requires(Capability.SCHEMA)
    default void tablesAndColumnsHaveTheStrategysNames() {
        Relata chinook = Chinook.created(this);
        Map<String, List<String>> tables = new HashMap<>();
        chinook.model().entities().forEach(type -> tables.put(type.table(), columns(type)));
        for (RelationshipType<?, ?> relationship : chinook.model().relationships()) {
            if (relationship.junction() != null) {
                EntityType<?> links = relationship.junctionOrThrow().type();
                tables.put(links.table(), columns(links));
            }
        }

        assertThat(tables).isEqualTo(Chinook.TABLES);
        observe(chinook.schema().verify()).answers();
    }

    /** Rows, relationships, links and lookups. */
    @Test
    @Tag("S147")
    @Requires(Capability.SCHEMA)
    default void everyKindOfRequestUsesThem() {
        everyKindOfRequest(Chinook.created(this));
    }

    private void everyKindOfRequest(Relata chinook) {
        Artist artist = observe(chinook.insert(new Artist(1, "AC/DC"))).value();
        observe(chinook.insert(new MediaType(1, "MPEG"))).value();
        Album album = observe(chinook.on(artist, Artist.ALBUMS).create(new Album(1, "High Voltage", 1)))
                .value();
        observe(chinook.bulk().insert(List.of(track(1, "Live Wire"), track(2, "T.N.T."))))
                .answers(track(1, "Live Wire"), track(2, "T.N.T."));
        Playlist playlist = observe(chinook.insert(new Playlist(1, "rock"))).value();

        observe(chinook.on(playlist, Playlist.TRACKS).addIds(2, 1)).answers(2L);

        observe(chinook.on(playlist, Playlist.TRACKS).all()).answers(track(1, "Live Wire"), track(2, "T.N.T."));
        observe(chinook.on(track(1, "Live Wire"), Track.ALBUM).get()).answers(album);
        observe(chinook.from(Artist.class)
                        .fetch(Artist.ALBUMS)
                        .graphs()
                        .map(graph -> graph.many(Artist.ALBUMS).size()))
                .answers(1);
        observe(chinook.from(Track.class)
                        .where(Track.ALBUM, albums -> albums.where(Album::title).eq("High Voltage"))
                        .orderBy(asc(Track::unitPrice))
                        .update(set(Track::composer, "Young")))
                .answers(2L);
        observe(chinook.from(Track.class)
                        .page(1)
                        .map(page -> page.items().get(0).composer()))
                .answers("Young");
        observe(chinook.delete(playlist)).answers(true);
    }

    /** In upper case, and by functions. */
    @Test
    @Tag("S147")
    @Requires(Capability.SCHEMA)
    default void otherStrategiesWorkAlike() {
        for (Naming naming : List.of(
                Naming.UPPER_SNAKE_CASE,
                Naming.AS_DECLARED,
                Naming.of(type -> "tbl_" + type.getSimpleName(), component -> "c_" + component))) {
            Relata chinook = bare(builder -> builder.naming(naming), Chinook.types());
            observe(chinook.schema().create()).answers();
            observe(chinook.insert(new Artist(1, "AC/DC"))).value();
            observe(chinook.insert(new Playlist(1, "rock"))).value();

            observe(chinook.from(Artist.class).where(Artist::name).eq("AC/DC").values(Artist::artistId))
                    .answers(1);
            observe(chinook.on(new Playlist(1, "rock"), Playlist.TRACKS).count())
                    .answers(0L);
            observe(chinook.schema().verify()).answers();
        }
    }

    /** Quotes, comments, placeholders, keywords, signs of other alphabets, and as long as PostgreSQL keeps them. */
    @Test
    @Tag("S247")
    @Requires(Capability.SCHEMA)
    default void namesThatAreMadeToDoHarmAreNames() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        for (int round = 0; round < 4; round++) {
            HostileNames names = new HostileNames(seed + round, this::canName);
            Relata chinook = bare(builder -> builder.naming(names), Chinook.types());
            try {
                observe(chinook.schema().create()).answers();
                everyKindOfRequest(chinook);
                observe(chinook.schema().verify()).answers();
            } catch (AssertionError e) {
                throw new AssertionError("-Dtest.seed=" + (seed + round) + ": " + e.getMessage(), e);
            }
        }
    }
}
