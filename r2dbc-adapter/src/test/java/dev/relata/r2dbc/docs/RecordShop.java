package dev.relata.r2dbc.docs;

import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Column;
import dev.relata.model.From;
import dev.relata.model.HasManyThrough;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.r2dbc.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of the page of questions, and the tables that it is over, which SQL makes. */
final class RecordShop {

    private RecordShop() {}

    // sample: questions-model
    record Artist(@Id int artistId, String name) {
        static final OneToMany<Artist, Album> ALBUMS =
                oneToMany(Artist.class, Album::artistId).orderBy(asc(Album::title));
        static final HasManyThrough<Artist, Track> TRACKS = hasManyThrough(() -> Artist.ALBUMS, () -> Album.TRACKS);
    }

    record Album(@Id int albumId, String title, int artistId) {
        static final ManyToOne<Album, Artist> ARTIST = manyToOne(Album::artistId, Artist.class);
        static final OneToMany<Album, Track> TRACKS = oneToMany(Album.class, Track::albumId);
    }

    record Genre(@Id int genreId, String name) {}

    record Track(
            @Id int trackId,
            String name,
            @Nullable Integer albumId,
            @Nullable Integer genreId) {
        static final ManyToOne<Track, Album> ALBUM =
                manyToOne(Track::albumId, Album.class).optional();
        static final ManyToOne<Track, Genre> GENRE =
                manyToOne(Track::genreId, Genre.class).optional();
    }

    record Playlist(@Id int playlistId, String name) {
        static final ManyToManyThrough<Playlist, Track, PlaylistTrack> TRACKS =
                manyToMany(Playlist.class, Track.class).through(PlaylistTrack::playlistId, PlaylistTrack::trackId);
    }

    record PlaylistTrack(@Id int playlistId, @Id int trackId, int plays) {}

    record Employee(
            @Id int employeeId, String lastName, @Nullable Integer reportsTo) {
        static final ManyToOne<Employee, Employee> MANAGER =
                manyToOne(Employee::reportsTo, Employee.class).optional();
    }

    record Customer(
            @Id int customerId, String lastName, @Nullable String country) {
        static final OneToMany<Customer, Invoice> INVOICES = oneToMany(Customer.class, Invoice::customerId);
    }

    record Invoice(
            @Id int invoiceId,
            int customerId,
            LocalDateTime invoiceDate,
            @Nullable String billingCountry,
            BigDecimal total) {
        static final ManyToOne<Invoice, Customer> CUSTOMER = manyToOne(Invoice::customerId, Customer.class);
    }

    record InvoiceLine(@Id int invoiceLineId, int invoiceId, int trackId, BigDecimal unitPrice, int quantity) {
        static final ManyToOne<InvoiceLine, Track> TRACK = manyToOne(InvoiceLine::trackId, Track.class);
    }

    record Film(
            @Id int filmId,
            String title,
            @Nullable String description,
            @Nullable BigDecimal rentalRate,
            BigDecimal replacementCost,

            @Column(type = "text[]") @Nullable List<String> specialFeatures,

            @Nullable Integer stock) {}

    record Shipment(@Id int shipmentId, @Nullable LocalDateTime packedAt) {}
    // end

    // sample: questions-answers
    record Sales(LocalDateTime year, @Nullable String country, Number revenue, long invoices) {}

    record Spender(int customerId, String lastName, Number spent) {}

    record TrackLine(
            String name,
            @From("album.title") @Nullable String album,
            @From("album.artist.name") @Nullable String artist) {}

    record Running(int invoiceId, BigDecimal total, BigDecimal runningTotal) {}
    // end

    /** Makes the tables, with ties, nulls, empty groups and values on each bound, so that a wrong answer is another one. */
    static void create(TestDatabase database) {
        database.execute(
                "CREATE TABLE artists (artist_id int PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE albums (album_id int PRIMARY KEY, title text NOT NULL, artist_id int NOT NULL REFERENCES artists)",
                "CREATE TABLE genres (genre_id int PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE tracks (track_id int PRIMARY KEY, name text NOT NULL, album_id int REFERENCES albums,"
                        + " genre_id int REFERENCES genres)",
                "CREATE TABLE playlists (playlist_id int PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE playlist_tracks (playlist_id int REFERENCES playlists, track_id int REFERENCES tracks,"
                        + " plays int NOT NULL, PRIMARY KEY (playlist_id, track_id))",
                "CREATE TABLE employees (employee_id int PRIMARY KEY, last_name text NOT NULL, reports_to int REFERENCES employees)",
                "CREATE TABLE customers (customer_id int PRIMARY KEY, last_name text NOT NULL, country text)",
                "CREATE TABLE invoices (invoice_id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, invoice_date"
                        + " timestamp NOT NULL, billing_country text, total numeric(10,2) NOT NULL)",
                "CREATE TABLE invoice_lines (invoice_line_id int PRIMARY KEY, invoice_id int NOT NULL REFERENCES invoices, track_id"
                        + " int NOT NULL REFERENCES tracks, unit_price numeric(10,2) NOT NULL, quantity int NOT NULL)",
                "CREATE TABLE films (film_id int PRIMARY KEY, title text NOT NULL, description text, rental_rate numeric(4,2),"
                        + " replacement_cost numeric(5,2) NOT NULL, special_features text[], stock int)",
                "CREATE TABLE shipments (shipment_id int PRIMARY KEY, packed_at timestamp)");
        music(database);
        sales(database);
        films(database);
    }

    private static void music(TestDatabase database) {
        database.execute(
                // two artists of one name, on both sides of the end of a page; one without an album
                "INSERT INTO artists VALUES (1, 'Yes'), (2, 'Abba'), (3, 'Kiss'), (4, 'Kiss'), (5, 'Zero')",
                "INSERT INTO albums VALUES (1, 'Fragile', 1), (2, 'Arrival', 2), (3, 'Destroyer', 3), (4, 'Kiss', 4),"
                        + " (5, 'Close to the Edge', 1), (6, 'Empty', 2)",
                "INSERT INTO genres VALUES (1, 'Rock'), (2, 'Pop'), (3, 'Opera'), (4, 'Rock')",
                "INSERT INTO tracks VALUES (1, 'Roundabout', 1, 1), (2, 'Fernando', 2, 2), (3, 'Beth', 3, 4), (4, 'Strutter', 4, 1),"
                        + " (5, 'Siberian Khatru', 5, NULL), (6, 'And You And I', 5, 1), (7, 'Lost Tape', NULL, NULL),"
                        + " (8, 'Beth', 4, 2), (9, 'Tiger', 2, 2)",
                "INSERT INTO playlists VALUES (1, 'Morning'), (2, 'Evening'), (3, 'Nothing yet'), (4, 'Hardly played')",
                // in the first list two links have the same number, of which one goes; 10 is the bound
                "INSERT INTO playlist_tracks VALUES (1, 9, 40), (1, 1, 25), (1, 2, 25), (1, 3, 9), (2, 4, 10), (2, 5, 9),"
                        + " (2, 1, 90), (4, 7, 1)",
                // 8 and 9 report to each other, 7 to nobody
                "INSERT INTO employees VALUES (1, 'Adams', NULL), (2, 'Edwards', 1), (3, 'Peacock', 2), (4, 'Park', 2),"
                        + " (5, 'Johnson', 4), (6, 'Mitchell', 1), (7, 'King', NULL)",
                "INSERT INTO employees VALUES (8, 'Callahan', NULL), (9, 'Ring', 8)",
                "UPDATE employees SET reports_to = 9 WHERE employee_id = 8");
    }

    private static void sales(TestDatabase database) {
        database.execute(
                "INSERT INTO customers VALUES (1, 'Hansen', 'Norway'), (2, 'Silva', 'Brazil'), (3, 'Silva', 'Brazil'),"
                        + " (4, 'Dubois', NULL), (5, 'Moreau', 'France'), (6, 'Gruber', 'Austria'), (7, 'Never', 'Chile')",
                // customer 1 has five invoices, 2 has six; 3 and 6 have spent the same and are fifth and sixth
                "INSERT INTO invoices SELECT n, 1, timestamp '2023-01-31 23:59:59' + n * interval '1 month', 'Norway', 3.96"
                        + " FROM generate_series(1, 5) n",
                "INSERT INTO invoices SELECT n, 2, timestamp '2024-12-31 23:59:59', 'Brazil', 1.98 FROM generate_series(6, 11) n",
                "INSERT INTO invoices VALUES (12, 3, '2025-01-01 00:00:00', NULL, 5.94), (13, 4, '2024-03-01 12:00:00', NULL, 50.01),"
                        + " (14, 5, '2024-03-31 12:00:00', 'France', 7.03), (15, 6, '2024-01-01 00:00:00', 'Austria', 5.94),"
                        + " (16, 4, '2025-06-15 12:00:00', 'France', 0.00)",
                // the opera is never sold, two genres have one name, and two tracks have none
                "INSERT INTO invoice_lines VALUES (1, 1, 1, 0.99, 3), (2, 1, 2, 1.29, 1), (3, 6, 3, 0.99, 2), (4, 12, 5, 1.49, 1),"
                        + " (5, 13, 7, 0.33, 3), (6, 13, 9, 1.29, 2), (7, 14, 4, 0.00, 7)");
    }

    private static void films(TestDatabase database) {
        database.execute(
                "INSERT INTO films VALUES (1, 'Academy Dinosaur', 'An epic drama of a shark who must fight a boat', 0.99, 20.99,"
                        + " '{Trailers,Deleted Scenes}', 6)",
                "INSERT INTO films VALUES (2, 'Ace Goldfinger', 'A tale of boats and fighting sharks', 4.99, 12.99,"
                        + " '{Deleted Scenes,Commentaries,Trailers}', 1)",
                // a tenth exactly, and nothing in stock
                "INSERT INTO films VALUES (3, 'Adaptation Holes', 'A boat trip', 2.00, 20.00, '{Trailers}', 0)",
                "INSERT INTO films VALUES (4, 'Affair Prejudice', NULL, NULL, 9.99, NULL, NULL)",
                "INSERT INTO films VALUES (5, 'African Egg', 'Sharks do not read', 2.01, 20.00, '{}', 9)",
                "INSERT INTO shipments VALUES (1, NULL), (2, '2025-01-01 09:00:00'), (3, NULL), (4, NULL), (5, NULL)");
    }
}
