package dev.relata.r2dbc.docs;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.SchemaException;
import dev.relata.model.Column;
import dev.relata.model.Converter;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.Label;
import dev.relata.model.ManyToOne;
import dev.relata.model.Naming;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SourceFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The samples of {@code docs/existing-database.md}; the tables are made by SQL. */
class ExistingDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // sample: existing-model
    enum Rating {
        G,
        PG,
        @Label("PG-13")
        PG_13
    }

    record Money(BigDecimal amount) {}

    @Table("catalog.films")
    record Film(
            @Id @Nullable Integer filmId,
            String title,
            @Column(type = "catalog.rating") Rating rating,
            @Column(type = "catalog.year") @Nullable Integer releaseYear,
            @Column(precision = 5, scale = 2) Money rate,
            short languageId,
            @DatabaseDefault("now()") @Nullable Instant lastUpdate,
            @ReadOnly("upper(title)") @Nullable String sortTitle) {
        static final ManyToOne<Film, Language> LANGUAGE = manyToOne(Film::languageId, Language.class);
    }

    @Table("catalog.languages")
    record Language(@Id @Nullable Integer languageId, String name) {}

    @Table("catalog.payments") // the parent; PostgreSQL finds the partition
    record Payment(@Id long paymentId, @Id Instant paidAt, Money amount) {}

    @ReadOnly
    @Table("catalog.film_list")
    record FilmListEntry(@Nullable String title, @Nullable String language) {}
    // end

    // sample: own-sql-record
    record FilmsOfLanguage(String language, long films, BigDecimal highest) {}
    // end

    // sample: legacy-model
    record InvoiceLine(@Id int invoiceLineId, int quantity, BigDecimal unitPrice) {}
    // end

    private static TestDatabase database;
    private static R2dbcStore store;
    private static Relata relata;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        database.execute(
                "CREATE SCHEMA catalog",
                "CREATE TYPE catalog.rating AS ENUM ('G', 'PG', 'PG-13')",
                "CREATE DOMAIN catalog.year AS integer CHECK (VALUE BETWEEN 1901 AND 2155)",
                "CREATE TABLE catalog.languages (language_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE catalog.films (film_id serial PRIMARY KEY, title varchar(200) NOT NULL, rating catalog.rating NOT NULL,"
                        + " release_year catalog.year, rate numeric(5,2) NOT NULL, language_id smallint NOT NULL REFERENCES"
                        + " catalog.languages, last_update timestamptz NOT NULL DEFAULT now(), sort_title text GENERATED ALWAYS AS"
                        + " (upper(title)) STORED)",
                "CREATE TABLE catalog.payments (payment_id bigint, paid_at timestamptz, amount numeric NOT NULL, PRIMARY KEY"
                        + " (payment_id, paid_at)) PARTITION BY RANGE (paid_at)",
                "CREATE TABLE catalog.payments_2025 PARTITION OF catalog.payments FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "CREATE VIEW catalog.film_list AS SELECT f.title, l.name AS language FROM catalog.films f JOIN catalog.languages l"
                        + " USING (language_id)",
                "CREATE TABLE \"InvoiceLine\" (\"InvoiceLineId\" int PRIMARY KEY, \"Quantity\" int NOT NULL, \"UnitPrice\" numeric NOT"
                        + " NULL)",
                "CREATE INDEX ON catalog.films (language_id)",
                "CREATE TABLE audit_log (at timestamptz, what text)",
                "INSERT INTO catalog.languages (name) VALUES ('English')",
                "INSERT INTO \"InvoiceLine\" VALUES (1, 2, 0.99), (2, 5, 1.99)");
        store = R2dbcStore.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .build();
        // sample: existing-front-door
        relata = Relata.builder()
                .store(store)
                .model(Film.class, Language.class, Payment.class, FilmListEntry.class)
                .converter(Money.class, Converter.of(BigDecimal.class, Money::amount, Money::new))
                .build();
        // end
    }

    @AfterAll
    static void dropDatabase() {
        store.close().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static <T> T now(Mono<T> answer) {
        T value = answer.block(PATIENCE);
        assertThat(value).as("an answer").isNotNull();
        return value;
    }

    @Test
    void recordsFromTheDatabase() {
        // sample: records
        Flux<SourceFile> written = store.records("com.example.shop", SchemaFilter.NONE.withoutTables("flyway_*"));
        Flux<SourceFile> again = relata.schema().ignoringTable("audit_*").records("com.example.shop");
        // end
        assertThat(now(written.map(SourceFile::path).collectList()))
                .contains(
                        "com/example/shop/Film.java", "com/example/shop/Rating.java", "com/example/shop/AuditLog.java");
        List<SourceFile> files = now(again.collectList());
        assertThat(files).extracting(SourceFile::path).doesNotContain("com/example/shop/AuditLog.java");
        assertThat(files)
                .filteredOn(file -> file.path().endsWith("/Film.java"))
                .singleElement()
                .extracting(SourceFile::text)
                .asString()
                .contains("@Column(length = 200) String title", "manyToOne(Film::languageId, Language.class)");
    }

    @Test
    void verifyInCi() {
        // sample: verify-ci
        Mono<Void> starts = relata.schema().verify(Severity.BREAKS_READS); // at start-up: rows can be read
        Mono<Void> fits = relata.schema().verify(); // in CI: everything but information
        Mono<Void> exact = relata.schema()
                .ignoring(Kind.INDEX) // another team's business
                .ignoringTable("audit_*")
                .verify(Severity.INFORMATION); // nothing differs at all
        Flux<String> told = relata.schema()
                .validate()
                .filter(difference -> difference.severity() == Severity.INFORMATION)
                .map(SchemaDifference::message); // for a log
        // end
        starts.as(StepVerifier::create).verifyComplete();
        fits.as(StepVerifier::create).verifyComplete();
        exact.as(StepVerifier::create).verifyError(SchemaException.class);
        assertThat(now(told.collectList()))
                .anySatisfy(message -> assertThat(message)
                        .contains("the type is character varying(200), Film.title needs text")
                        .contains("`@Column(length = 200)`"));
    }

    @Test
    void whatIsMissing() {
        database.execute("ALTER TABLE catalog.payments RENAME amount TO paid");
        // sample: missing-ddl
        Mono<String> migration = relata.schema().missingDdl(); // for a file of Flyway or Liquibase
        // end
        assertThat(now(migration))
                .isEqualTo("ALTER TABLE \"catalog\".\"payments\"\n    ADD COLUMN \"amount\" numeric NOT NULL;\n");
        database.execute("ALTER TABLE catalog.payments RENAME paid TO amount");
    }

    @Test
    void rows() {
        // sample: existing-rows
        Mono<Film> film = relata.insert(
                new Film(null, "Alien", Rating.PG_13, 1979, new Money(new BigDecimal("4.99")), (short) 1, null, null));
        Flux<Film> found = relata.from(Film.class)
                .where(Film::rating, in(Rating.PG, Rating.PG_13))
                .where(Film::releaseYear, gt(1970))
                .all();
        Mono<String> language =
                film.flatMap(it -> relata.on(it, Film.LANGUAGE).get()).map(Language::name);
        Flux<FilmListEntry> list = relata.from(FilmListEntry.class).all();
        // end
        assertThat(now(language)).isEqualTo("English");
        assertThat(now(found.collectList()))
                .singleElement()
                .extracting(Film::sortTitle)
                .isEqualTo("ALIEN");
        assertThat(now(list.collectList())).containsExactly(new FilmListEntry("Alien", "English"));
    }

    @Test
    void ownSql() {
        now(relata.insert(
                new Film(null, "heat", Rating.PG_13, 1995, new Money(new BigDecimal("2.99")), (short) 1, null, null)));
        // sample: own-sql
        Flux<FilmsOfLanguage> counted = R2dbcStore.sql(relata, """
                        SELECT l.name AS language, count(*) AS films, max(f.rate) AS highest
                        FROM catalog.films f JOIN catalog.languages l USING (language_id)
                        WHERE f.release_year >= $1 GROUP BY l.name ORDER BY films DESC""", 1970)
                .all(FilmsOfLanguage.class); // or iterate(…), one(…), values(Long.class)
        Mono<Long> raised = R2dbcStore.sql(relata, "UPDATE catalog.films SET rate = rate + $1", BigDecimal.ONE)
                .execute();
        Flux<Film> returned = R2dbcStore.sql(
                        relata,
                        "UPDATE catalog.films SET title = initcap(title) WHERE rating = $1::catalog.rating RETURNING *",
                        "PG-13")
                .returning(Film.class);
        // end
        assertThat(now(raised)).isPositive();
        assertThat(now(returned.map(Film::title).collectList())).contains("Heat");
        assertThat(now(counted.collectList()))
                .singleElement()
                .extracting(FilmsOfLanguage::language)
                .isEqualTo("English");
        // sample: locks
        Mono<Long> done = relata.from(Film.class)
                .where(Film::rating, in(Rating.PG, Rating.PG_13))
                .orderBy(asc(Film::filmId))
                .limit(10)
                .skipLocked() // the next ten that no other worker has; forUpdate() waits, noWait() fails
                .all()
                .collectList()
                .flatMap(films -> relata.bulk().delete(films))
                .as(relata::transactional);
        // end
        assertThat(now(done)).isPositive();
    }

    @Test
    void legacyNames() {
        // sample: legacy-names
        Relata legacy = Relata.builder()
                .store(store)
                .model(InvoiceLine.class)
                .naming(Naming.PASCAL_CASE) // "InvoiceLine"."UnitPrice"
                .build();
        // end
        assertThat(now(legacy.from(InvoiceLine.class)
                        .where(InvoiceLine::quantity, gt(3))
                        .one()
                        .map(InvoiceLine::unitPrice)))
                .isEqualByComparingTo("1.99");
        legacy.schema().verify().as(StepVerifier::create).verifyComplete();
    }
}
