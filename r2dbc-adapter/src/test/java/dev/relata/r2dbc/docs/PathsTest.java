package dev.relata.r2dbc.docs;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.From;
import dev.relata.model.HasManyThrough;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The samples of the getting-started page that lead over several relationships. */
class PathsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // sample: paths-model
    record Artist(@Id @Nullable Long id, String name) {
        static final OneToMany<Artist, Album> ALBUMS = oneToMany(Artist.class, Album::artistId);
        static final HasManyThrough<Artist, Song> SONGS = // nothing is stored for it
                hasManyThrough(() -> Artist.ALBUMS, () -> Album.SONGS).orderBy(asc(Song::title));
    }

    record Album(@Id @Nullable Long id, Long artistId, String title) {
        static final ManyToOne<Album, Artist> ARTIST = manyToOne(Album::artistId, Artist.class);
        static final OneToMany<Album, Song> SONGS = oneToMany(Album.class, Song::albumId);
    }

    record Song(@Id @Nullable Long id, Long albumId, String title) {
        static final ManyToOne<Song, Album> ALBUM = manyToOne(Song::albumId, Album.class);
    }
    // end

    // sample: paths-view
    record SongLine(
            String title,
            @From("album.title") String album,
            @From("album.artist.name") String artist) {}
    // end

    record Staff(@Id @Nullable Long id, @Nullable Long managerId, String name) {
        static final ManyToOne<Staff, Staff> MANAGER =
                manyToOne(Staff::managerId, Staff.class).optional();
    }

    record Mix(@Id @Nullable Long id, String name) {
        static final ManyToManyThrough<Mix, Song, Entry> ENTRIES =
                manyToMany(Mix.class, Song.class).through(Entry::mixId, Entry::songId);
    }

    record Entry(
            @Id @Nullable Long id,
            @Unique("entry") Long mixId,
            @Unique("entry") Long songId,
            int stars) {}

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;
    private static Artist zoe;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        pool = TestDatabase.pool(database.connectionFactory(), 2);
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Artist.class, Album.class, Song.class, Staff.class, Mix.class, Entry.class)
                .build();
        relata.schema().create().as(StepVerifier::create).verifyComplete();
        zoe = now(relata.insert(new Artist(null, "zoe")));
        Artist abe = now(relata.insert(new Artist(null, "abe")));
        Album first = now(relata.insert(new Album(null, zoe.id(), "first")));
        Album second = now(relata.insert(new Album(null, zoe.id(), "second")));
        Album other = now(relata.insert(new Album(null, abe.id(), "other")));
        for (Song song : List.of(
                new Song(null, first.id(), "sea"),
                new Song(null, second.id(), "moon"),
                new Song(null, other.id(), "tide"))) {
            now(relata.insert(song));
        }
    }

    @AfterAll
    static void dropDatabase() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static <T> T now(Mono<T> answer) {
        T value = answer.block(PATIENCE);
        assertThat(value).as("an answer").isNotNull();
        return value;
    }

    private static <T> List<T> now(Flux<T> answers) {
        return now(answers.collectList());
    }

    @Test
    void through() {
        Artist artist = zoe;
        // sample: paths
        Flux<Song> songs = relata.on(artist, Artist.SONGS).all(); // a selection: where, limit, page, count, …
        Flux<Artist> moony = relata.from(Artist.class)
                .whereAny(Artist.SONGS, song -> song.where(Song::title).eq("moon"))
                .all();
        Flux<Graph<Artist>> graphs =
                relata.from(Artist.class).fetch(Artist.SONGS, it -> it.limit(3)).graphs(); // 3 for each artist
        Flux<Song> byArtist = relata.from(Song.class)
                .orderBy(asc(Song.ALBUM, Album.ARTIST, Artist::name))
                .thenBy(asc(Song::title))
                .all();
        Flux<SongLine> lines = relata.from(Song.class).into(SongLine.class).all(); // one statement
        // end
        assertThat(now(songs)).extracting(Song::title).containsExactly("moon", "sea");
        assertThat(now(moony)).containsExactly(artist);
        assertThat(now(graphs))
                .extracting(graph -> graph.many(Artist.SONGS).size())
                .containsExactlyInAnyOrder(2, 1);
        assertThat(now(byArtist)).extracting(Song::title).containsExactly("tide", "moon", "sea");
        assertThat(now(lines)).contains(new SongLine("moon", "second", "zoe"), new SongLine("tide", "other", "abe"));
    }

    @Test
    void trees() {
        Staff boss = now(relata.insert(new Staff(null, null, "boss")));
        Staff lead = now(relata.insert(new Staff(null, boss.id(), "lead")));
        now(relata.insert(new Staff(null, lead.id(), "dev")));
        // sample: trees
        Flux<Staff> everybody = relata.from(Staff.class)
                .whereUnder(Staff.MANAGER, boss) // one statement, whatever the depth; circles end
                .all();
        Flux<Staff> reports = relata.from(Staff.class)
                .whereUnderId(Staff.MANAGER, boss.id(), Recursion.toDepth(1)) // by id, and not further than a step
                .all();
        // end
        assertThat(now(everybody)).extracting(Staff::name).containsExactlyInAnyOrder("lead", "dev");
        assertThat(now(reports)).containsExactly(lead);
    }

    @Test
    void links() {
        Mix mix = now(relata.insert(new Mix(null, "mix")));
        int stars = 3;
        for (Song song : now(relata.on(zoe, Artist.SONGS).all())) {
            now(relata.on(mix, Mix.ENTRIES).add(song, set(Entry::stars, stars++)));
        }
        // sample: link-plan
        Flux<Graph<Mix>> best = relata.from(Mix.class)
                .fetchLinks(
                        Mix.ENTRIES,
                        songs -> songs.fetch(Song.ALBUM),
                        links -> links.where(Entry::stars, lt(5))
                                .orderBy(desc(Entry::stars))
                                .limit(3)) // 3 links of each mix
                .graphs();
        // end
        assertThat(now(best).get(0).links(Mix.ENTRIES))
                .extracting(link -> link.target().title() + link.data().stars())
                .containsExactly("sea4", "moon3");
    }

    @Test
    void pages() {
        // sample: plan-pages
        Selection<Artist> plan =
                relata.from(Artist.class).orderBy(asc(Artist::name)).fetch(Artist.SONGS);
        Mono<Page<Graph<Artist>>> graphs = plan.pageGraphs(1)
                .flatMap(first -> plan.pageGraphs(1, first.next().orElseThrow()));

        ViewSelection<SongLine> songs = relata.from(Song.class)
                .orderBy(asc(Song.ALBUM, Album.ARTIST, Artist::name))
                .into(SongLine.class);
        Mono<Page<SongLine>> lines =
                songs.page(1).flatMap(first -> songs.page(1, first.next().orElseThrow()));
        // end
        assertThat(now(graphs).items()).extracting(graph -> graph.root().name()).containsExactly("zoe");
        assertThat(now(lines).items()).extracting(SongLine::artist).containsExactly("zoe");
    }
}
