package dev.relata.r2dbc.docs;

import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.elements;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.lte;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.month;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.query.Graph;
import dev.relata.query.Group;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.SentStatements;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.docs.Pages.Block;
import dev.relata.r2dbc.docs.RecordShop.Album;
import dev.relata.r2dbc.docs.RecordShop.Artist;
import dev.relata.r2dbc.docs.RecordShop.Customer;
import dev.relata.r2dbc.docs.RecordShop.Employee;
import dev.relata.r2dbc.docs.RecordShop.Film;
import dev.relata.r2dbc.docs.RecordShop.Genre;
import dev.relata.r2dbc.docs.RecordShop.Invoice;
import dev.relata.r2dbc.docs.RecordShop.InvoiceLine;
import dev.relata.r2dbc.docs.RecordShop.Playlist;
import dev.relata.r2dbc.docs.RecordShop.PlaylistTrack;
import dev.relata.r2dbc.docs.RecordShop.Running;
import dev.relata.r2dbc.docs.RecordShop.Sales;
import dev.relata.r2dbc.docs.RecordShop.Shipment;
import dev.relata.r2dbc.docs.RecordShop.Spender;
import dev.relata.r2dbc.docs.RecordShop.Track;
import dev.relata.r2dbc.docs.RecordShop.TrackLine;
import dev.relata.test.conformance.StatementCounter;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The samples of {@code docs/questions.md}. Each is compared with the answer of the SQL that the page shows beside it, which is
 * read from the page and runs without Relata; statements are counted where the driver gets them.
 */
class QuestionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PAGE = "docs/questions.md";
    private static final int QUESTIONS = 17;

    private static final StatementCounter SENT = new StatementCounter();

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        RecordShop.create(database);
        pool = TestDatabase.pool(SentStatements.watch(database.connectionFactory(), SENT), 1);
        R2dbcStore store = R2dbcStore.of(pool);
        relata = Relata.builder()
                .store(store)
                .model(Artist.class, Album.class, Genre.class, Track.class, Playlist.class, PlaylistTrack.class)
                .model(Employee.class, Customer.class, Invoice.class, InvoiceLine.class, Film.class, Shipment.class)
                .build();
    }

    @AfterAll
    static void dropDatabase() {
        pool.disposeLater().block(PATIENCE);
        database.close();
    }

    @Test
    void thePageHasTheSeventeenQuestions() {
        assertThat(Pages.blocks(PAGE).stream()
                        .filter(block -> block.language().equals("java"))
                        .flatMap(block -> block.samples().stream())
                        .filter(sample -> sample.matches("question-\\d+")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, QUESTIONS)
                        .mapToObj(number -> "question-" + number)
                        .toList());
        assertThat(sqlBlocks()).hasSize(QUESTIONS);
    }

    @Test
    void theModelFitsTheTables() {
        relata.schema().verify().block(PATIENCE);
    }

    @Test
    void revenueByGenre() {
        // sample: question-1
        Flux<Group<String, Number>> revenue = relata.from(InvoiceLine.class)
                .group(valueOf(InvoiceLine.TRACK, Track.GENRE, Genre::name))
                .sum(valueOf(InvoiceLine::unitPrice).times(InvoiceLine::quantity));
        // end
        assertThat(answered(1, revenue, it -> row(it.key(), it.value()))).isEqualTo(sql(1));
    }

    @Test
    void salesByYearAndCountryAndByMonth() {
        // sample: question-2
        Flux<Sales> byYearAndCountry = relata.from(Invoice.class)
                .group(year(Invoice::invoiceDate))
                .and(Invoice::billingCountry)
                .into(Sales.class, sum(Invoice::total), count());
        Flux<Group<LocalDateTime, Number>> byMonth =
                relata.from(Invoice.class).group(month(Invoice::invoiceDate)).sum(Invoice::total);
        // end
        assertThat(answered(1, byYearAndCountry, it -> row(it.year(), it.country(), it.revenue(), it.invoices())))
                .isEqualTo(sql(2, 1));
        assertThat(answered(1, byMonth, it -> row(it.key(), it.value()))).isEqualTo(sql(2, 2));
    }

    @Test
    void theFiveCustomersWhoSpentMost() {
        // sample: question-3
        Flux<Spender> spenders = relata.from(Invoice.class)
                .group(Invoice::customerId)
                .and(valueOf(Invoice.CUSTOMER, Customer::lastName))
                .orderBy(desc(sum(Invoice::total))) // of those who spent the same the one with the smaller key is first
                .limit(5)
                .into(Spender.class, sum(Invoice::total));
        // end
        assertThat(answered(1, spenders, it -> row(it.customerId(), it.lastName(), it.spent())))
                .isEqualTo(sql(3));
    }

    @Test
    void customersWithMoreThanFiveInvoices() {
        // sample: question-4
        Flux<Customer> regulars = relata.from(Customer.class)
                .whereCount(Customer.INVOICES, gt(5L))
                .orderBy(asc(Customer::customerId))
                .all();
        // end
        assertThat(answered(1, regulars, it -> row(it.customerId(), it.lastName())))
                .isEqualTo(sql(4));
    }

    @Test
    void theNumberOfCountries() {
        // sample: question-5
        Mono<Long> countries = relata.from(Customer.class).countDistinct(Customer::country); // nulls do not count
        // end
        assertThat(answered(1, countries.flux(), QuestionsTest::row)).isEqualTo(sql(5));
    }

    @Test
    void theSumOfPriceTimesQuantity() {
        // sample: question-6
        Mono<Number> revenue = relata.from(InvoiceLine.class)
                .sum(valueOf(InvoiceLine::unitPrice).times(InvoiceLine::quantity));
        // end
        assertThat(answered(1, revenue.flux(), QuestionsTest::row)).isEqualTo(sql(6));
    }

    @Test
    void filmsWhoseRateIsAboveATenthOfTheReplacementCost() {
        // sample: question-7
        Flux<Film> dear = relata.from(Film.class)
                .where(valueOf(Film::rentalRate).times(BigDecimal.TEN).gt(Film::replacementCost))
                .orderBy(asc(Film::title))
                .all();
        // end
        assertThat(answered(1, dear, it -> row(it.title()))).isEqualTo(sql(7));
    }

    @Test
    void oneLessInStockOfManyFilms() {
        // sample: question-8
        Mono<Long> taken = relata.from(Film.class)
                .where(Film::filmId, lte(4))
                .where(Film::stock, gt(0))
                .update(set(Film::stock).minus(1)); // how many rows were changed
        // end
        String stock = "SELECT film_id, stock FROM films ORDER BY film_id";
        List<List<Object>> expected = list(afterSql(8, stock));
        assertThat(answered(1, taken.flux(), QuestionsTest::row)).containsExactly(row(2));
        assertThat(query(stock)).isEqualTo(expected);
    }

    @Test
    void filmsWithTrailersAndDeletedScenes() {
        // sample: question-9
        Flux<Film> rich = relata.from(Film.class)
                .where(elements(Film::specialFeatures).containsAll(List.of("Trailers", "Deleted Scenes")))
                .orderBy(asc(Film::title))
                .all();
        // end
        assertThat(answered(1, rich, it -> row(it.title(), it.specialFeatures())))
                .isEqualTo(sql(9));
    }

    @Test
    void filmsByTheWordsOfTheirDescription() {
        // sample: question-10
        Flux<Film> found = relata.from(Film.class)
                .where(Film::description, matches("fighting boats", "english")) // finds "must fight a boat"
                .orderBy(asc(Film::title))
                .all();
        // end
        assertThat(answered(1, found, it -> row(it.title()))).isEqualTo(sql(10));
    }

    @Test
    void tracksByTheArtistOfTheirAlbum() {
        // sample: question-11
        Flux<Track> tracks = relata.from(Track.class)
                .orderBy(asc(Track.ALBUM, Album.ARTIST, Artist::name)) // without an album: at the end
                .thenBy(asc(Track::name))
                .all();
        // end
        assertThat(answered(1, tracks, it -> row(it.trackId(), it.name()))).isEqualTo(sql(11));
    }

    @Test
    void theNextPageOfAGraphAndOfAView() {
        String cursor = relata.from(Artist.class)
                .orderBy(asc(Artist::name))
                .fetch(Artist.ALBUMS)
                .pageGraphs(2)
                .map(first -> first.next().orElseThrow())
                .block(PATIENCE);
        String viewCursor = relata.from(Track.class)
                .orderBy(asc(Track::name))
                .into(TrackLine.class)
                .page(3)
                .map(first -> first.next().orElseThrow())
                .block(PATIENCE);
        // sample: question-12
        Selection<Artist> artists =
                relata.from(Artist.class).orderBy(asc(Artist::name)).fetch(Artist.ALBUMS);
        Mono<Page<Graph<Artist>>> nextArtists = artists.pageGraphs(2, cursor); // first.next() of the page before

        ViewSelection<TrackLine> lines =
                relata.from(Track.class).orderBy(asc(Track::name)).into(TrackLine.class);
        Mono<Page<TrackLine>> nextLines = lines.page(3, viewCursor);
        // end
        assertThat(answered(
                                2,
                                nextArtists.flatMapIterable(Page::items),
                                it -> it.many(Artist.ALBUMS).stream()
                                        .map(album -> row(
                                                it.root().artistId(), it.root().name(), album.title())))
                        .stream()
                        .flatMap(albums -> albums))
                .containsExactlyElementsOf(sql(12, 1));
        assertThat(answered(1, nextLines.flatMapIterable(Page::items), it -> row(it.name(), it.album(), it.artist())))
                .isEqualTo(sql(12, 2));
    }

    @Test
    void theTracksOfEachPlaylistThatAreMostPlayed() {
        // sample: question-13
        Flux<Graph<Playlist>> playlists = relata.from(Playlist.class)
                .fetchLinks(
                        Playlist.TRACKS,
                        tracks -> tracks,
                        links -> links.where(PlaylistTrack::plays, gte(10))
                                .orderBy(desc(PlaylistTrack::plays))
                                .limit(2)) // of each playlist
                .orderBy(asc(Playlist::playlistId))
                .graphs();
        // end
        assertThat(answered(2, playlists, QuestionsTest::played).stream().flatMap(links -> links))
                .containsExactlyElementsOf(sql(13));
    }

    private static Stream<List<Object>> played(Graph<Playlist> playlist) {
        List<List<Object>> links = playlist.links(Playlist.TRACKS).stream()
                .map(link -> row(
                        playlist.root().name(),
                        link.target().name(),
                        link.data().plays()))
                .toList();
        return links.isEmpty() ? Stream.of(row(playlist.root().name(), null, null)) : links.stream();
    }

    @Test
    void theNextShipmentsThatNobodyElsePacks() {
        // sample: question-14
        Mono<Long> packed = relata.from(Shipment.class)
                .where(Shipment::packedAt, isNull())
                .orderBy(asc(Shipment::shipmentId))
                .limit(2)
                .skipLocked()
                .all()
                .map(Shipment::shipmentId)
                .collectList()
                .flatMap(mine -> relata.from(Shipment.class)
                        .where(Shipment::shipmentId, in(mine))
                        .update(set(Shipment::packedAt).toNow()))
                .as(relata::transactional);
        // end
        String open = "SELECT shipment_id, packed_at IS NULL FROM shipments ORDER BY shipment_id";
        List<List<Object>> expected = list(whileTheFirstIsLocked(afterSql(14, open)));
        assertThat(answered(2, whileTheFirstIsLocked(packed.flux()), QuestionsTest::row))
                .containsExactly(row(2));
        assertThat(query(open)).isEqualTo(expected);
    }

    private static <T> Flux<T> whileTheFirstIsLocked(Flux<T> work) {
        return transaction(other -> rows(other, "SELECT * FROM shipments WHERE shipment_id = 1 FOR UPDATE")
                .thenMany(work));
    }

    @Test
    void ownSqlInOurTransaction() {
        Invoice invoice =
                new Invoice(99, 4, LocalDateTime.parse("2026-01-01T12:00:00"), "France", new BigDecimal("9.99"));
        // sample: question-15
        Flux<Running> running = relata.insert(invoice)
                .thenMany(R2dbcStore.sql(relata, """
                                SELECT invoice_id, total, sum(total) OVER (ORDER BY invoice_date, invoice_id) AS running_total
                                FROM invoices WHERE customer_id = $1 ORDER BY invoice_date, invoice_id""", invoice.customerId())
                        .all(Running.class)) // the new invoice is among them
                .as(relata::transactional);
        // end
        assertThat(answered(2, running, it -> row(it.invoiceId(), it.total(), it.runningTotal())))
                .hasSize(3)
                .isEqualTo(sql(15));
        database.execute("DELETE FROM invoices WHERE invoice_id = 99");
    }

    @Test
    void theTracksOfAnArtistThroughTheAlbums() {
        Artist artist = new Artist(1, "Yes");
        // sample: question-16
        Flux<Track> tracks = relata.on(
                        artist, Artist.TRACKS) // batched in a scope, and fetched by plans, as any to-many
                .orderBy(asc(Track::name))
                .all();
        // end
        assertThat(answered(1, tracks, it -> row(it.trackId(), it.name()))).isEqualTo(sql(16));
    }

    @Test
    void everybodyBelowAManager() {
        // sample: question-17
        Flux<Employee> below = relata.from(Employee.class)
                .whereUnderId(Employee.MANAGER, 1)
                .orderBy(asc(Employee::lastName))
                .all();
        // end
        assertThat(answered(1, below, it -> row(it.employeeId(), it.lastName())))
                .isEqualTo(sql(17));
    }

    /** The answer of a sample, one element for each that it emits, after counting what was sent for it. */
    private static <T, R> List<R> answered(int statements, Flux<T> answer, Function<T, R> row) {
        SENT.reset();
        List<R> rows = list(answer.map(row));
        assertThat(SENT.statements()).hasSize(statements);
        return rows;
    }

    private static List<List<Object>> sql(int question) {
        return sql(question, 1);
    }

    /** What one statement of a question's SQL answers, which is never nothing. */
    private static List<List<Object>> sql(int question, int statement) {
        List<List<Object>> rows = query(statements(question).get(statement - 1));
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /** What a query answers after a question's SQL, of which nothing stays. */
    private static Flux<List<Object>> afterSql(int question, String query) {
        return transaction(connection -> Flux.fromIterable(statements(question))
                .concatMap(sql -> rows(connection, sql))
                .thenMany(rows(connection, query)));
    }

    private static List<List<Object>> query(String sql) {
        return list(transaction(connection -> rows(connection, sql)));
    }

    /** Runs what is given on a connection that Relata knows nothing of, and rolls back. */
    private static <T> Flux<T> transaction(Function<Connection, Flux<T>> work) {
        return Flux.usingWhen(
                Mono.from(database.connectionFactory().create())
                        .flatMap(connection ->
                                Mono.from(connection.beginTransaction()).thenReturn((Connection) connection)),
                work,
                connection -> Mono.from(connection.rollbackTransaction()).then(Mono.from(connection.close())));
    }

    private static Flux<List<Object>> rows(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map((row, metadata) -> row(values(row))));
    }

    private static @Nullable Object[] values(Row row) {
        int columns = row.getMetadata().getColumnMetadatas().size();
        return IntStream.range(0, columns).mapToObj(row::get).toArray();
    }

    /** Values as they compare: numbers by their value, arrays and lists by their elements. */
    private static List<Object> row(@Nullable Object... values) {
        return Arrays.stream(values).map(QuestionsTest::comparable).toList();
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        return value instanceof Object[] elements ? Arrays.asList(elements) : value;
    }

    private static List<String> statements(int question) {
        return List.of(sqlBlocks().get(question - 1).strip().split(";\n"));
    }

    private static List<String> sqlBlocks() {
        return Pages.blocks(PAGE).stream()
                .filter(block -> block.language().equals("sql"))
                .map(Block::code)
                .toList();
    }

    private static <T> List<T> list(Flux<T> answers) {
        List<T> all = answers.collectList().block(PATIENCE);
        assertThat(all).isNotNull();
        return all;
    }
}
