package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.Naming;
import dev.relata.model.OneToMany;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The eleven tables of the Chinook database, in its own naming, without a name in the records. */
final class Chinook {

    /** The columns of its tables, as its own script names them; the last table is the junction. */
    static final Map<String, List<String>> TABLES = Map.ofEntries(
            Map.entry("Artist", List.of("ArtistId", "Name")),
            Map.entry("Album", List.of("AlbumId", "Title", "ArtistId")),
            Map.entry("Genre", List.of("GenreId", "Name")),
            Map.entry("MediaType", List.of("MediaTypeId", "Name")),
            Map.entry(
                    "Track",
                    List.of(
                            "TrackId",
                            "Name",
                            "AlbumId",
                            "MediaTypeId",
                            "GenreId",
                            "Composer",
                            "Milliseconds",
                            "Bytes",
                            "UnitPrice")),
            Map.entry("Playlist", List.of("PlaylistId", "Name")),
            Map.entry(
                    "Employee",
                    List.of("EmployeeId", "LastName", "FirstName", "Title", "ReportsTo", "BirthDate", "Email")),
            Map.entry(
                    "Customer",
                    List.of("CustomerId", "FirstName", "LastName", "Company", "PostalCode", "Email", "SupportRepId")),
            Map.entry("Invoice", List.of("InvoiceId", "CustomerId", "InvoiceDate", "BillingCountry", "Total")),
            Map.entry("InvoiceLine", List.of("InvoiceLineId", "InvoiceId", "TrackId", "UnitPrice", "Quantity")),
            Map.entry("PlaylistTrack", List.of("PlaylistId", "TrackId")));

    private Chinook() {}

    static Class<?>[] types() {
        return new Class<?>[] {
            Artist.class,
            Album.class,
            Genre.class,
            MediaType.class,
            Track.class,
            Playlist.class,
            Employee.class,
            Customer.class,
            Invoice.class,
            InvoiceLine.class
        };
    }

    static Relata created(StoreUnderTest store) {
        UnaryOperator<RelataBuilder> naming = builder -> builder.naming(Naming.PASCAL_CASE);
        Relata chinook = store.bare(naming, types());
        store.observe(chinook.schema().create()).answers();
        return chinook;
    }

    record Artist(@Id int artistId, @Nullable String name) {
        static final OneToMany<Artist, Album> ALBUMS =
                oneToMany(Artist.class, Album::artistId).orderBy(asc(Album::title));
    }

    record Album(@Id int albumId, String title, int artistId) {
        static final ManyToOne<Album, Artist> ARTIST = manyToOne(Album::artistId, Artist.class);
        static final OneToMany<Album, Track> TRACKS =
                oneToMany(Album.class, Track::albumId).orderBy(asc(Track::name));
    }

    record Genre(@Id int genreId, @Nullable String name) {}

    record MediaType(@Id int mediaTypeId, @Nullable String name) {}

    record Track(
            @Id int trackId,
            String name,
            @Nullable Integer albumId,
            int mediaTypeId,
            @Nullable Integer genreId,
            @Nullable String composer,
            int milliseconds,
            @Nullable Integer bytes,
            BigDecimal unitPrice) {
        static final ManyToOne<Track, Album> ALBUM =
                manyToOne(Track::albumId, Album.class).optional();
        static final ManyToOne<Track, MediaType> MEDIA_TYPE = manyToOne(Track::mediaTypeId, MediaType.class);
        static final ManyToOne<Track, Genre> GENRE =
                manyToOne(Track::genreId, Genre.class).optional();
    }

    record Playlist(@Id int playlistId, @Nullable String name) {
        static final ManyToMany<Playlist, Track> TRACKS =
                manyToMany(Playlist.class, Track.class).orderBy(asc(Track::name));
    }

    record Employee(
            @Id int employeeId,
            String lastName,
            String firstName,
            @Nullable String title,
            @Nullable Integer reportsTo,
            @Nullable LocalDateTime birthDate,
            @Nullable String email) {
        static final ManyToOne<Employee, Employee> MANAGER =
                manyToOne(Employee::reportsTo, Employee.class).optional();
    }

    record Customer(
            @Id int customerId,
            String firstName,
            String lastName,
            @Nullable String company,
            @Nullable String postalCode,
            String email,
            @Nullable Integer supportRepId) {
        static final ManyToOne<Customer, Employee> SUPPORT_REP =
                manyToOne(Customer::supportRepId, Employee.class).optional();
    }

    record Invoice(
            @Id int invoiceId,
            int customerId,
            LocalDateTime invoiceDate,
            @Nullable String billingCountry,
            BigDecimal total) {
        static final ManyToOne<Invoice, Customer> CUSTOMER = manyToOne(Invoice::customerId, Customer.class);
        static final OneToMany<Invoice, InvoiceLine> LINES = oneToMany(Invoice.class, InvoiceLine::invoiceId);
    }

    record InvoiceLine(@Id int invoiceLineId, int invoiceId, int trackId, BigDecimal unitPrice, int quantity) {
        static final ManyToOne<InvoiceLine, Invoice> INVOICE = manyToOne(InvoiceLine::invoiceId, Invoice.class);
        static final ManyToOne<InvoiceLine, Track> TRACK = manyToOne(InvoiceLine::trackId, Track.class);
    }
}
