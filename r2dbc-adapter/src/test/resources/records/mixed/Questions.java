package com.example.mixed;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.between;
import static dev.relata.model.Conditions.endsWith;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;

import dev.relata.Relata;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Questions, each under the SQL that answers it by hand with one text a row. */
public final class Questions {

    private Questions() {}

    public static Map<java.lang.String, Flux<?>> of(Relata relata) {
        Map<java.lang.String, Flux<?>> questions = new LinkedHashMap<>();
        questions.put(
                "SELECT \"Name\" FROM \"Track\" WHERE \"Milliseconds\" > 200000 AND \"Composer\" IS NOT NULL ORDER BY \"TrackId\" DESC",
                relata.from(Track.class)
                        .where(Track::milliseconds, gt(200000))
                        .where(Track::composer, isNotNull())
                        .orderBy(desc(Track::trackId))
                        .all()
                        .map(Track::name));
        questions.put(
                "SELECT count(*)::text FROM \"Artist\" a WHERE NOT EXISTS (SELECT FROM \"Album\" b WHERE b.\"ArtistId\" = a.\"ArtistId\")",
                relata.from(Artist.class).whereNone(Artist.ALBUMS, it -> it).count().flux());
        questions.put(
                "SELECT a.\"Name\" FROM \"Track\" t JOIN \"Album\" b USING (\"AlbumId\") JOIN \"Artist\" a USING (\"ArtistId\") WHERE t.\"TrackId\" = 42",
                relata.find(Track.class, 42)
                        .flatMap(it -> relata.on(it, Track.ALBUM).get())
                        .flatMap(it -> relata.on(it, Album.ARTIST).get())
                        .map(it -> Objects.requireNonNull(it.name()))
                        .flux());
        questions.put(
                "SELECT g.\"Name\" || ' ' || count(*) FROM \"Genre\" g JOIN \"Track\" t USING (\"GenreId\") GROUP BY g.\"GenreId\", g.\"Name\" ORDER BY g.\"GenreId\"",
                relata.from(Genre.class)
                        .whereAny(Genre.TRACKS, it -> it)
                        .fetchCount(Genre.TRACKS)
                        .orderBy(asc(Genre::genreId))
                        .graphs()
                        .map(it -> it.root().name() + " " + it.count(Genre.TRACKS)));
        questions.put(
                "SELECT t.\"Name\" FROM \"PlaylistTrack\" p JOIN \"Track\" t USING (\"TrackId\") WHERE p.\"PlaylistId\" = 2 AND t.\"UnitPrice\" = 1.99 ORDER BY t.\"TrackId\"",
                relata.onKey(Playlist.TRACKS, 2)
                        .where(Track::unitPrice, eq(new BigDecimal("1.99")))
                        .orderBy(asc(Track::trackId))
                        .all()
                        .map(Track::name));
        questions.put(
                "SELECT p.\"Name\" FROM \"Playlist\" p WHERE NOT EXISTS (SELECT FROM \"PlaylistTrack\" t WHERE t.\"PlaylistId\" = p.\"PlaylistId\") ORDER BY 1",
                relata.from(Playlist.class).whereNone(Playlist.TRACKS, it -> it).all().map(it -> java.lang.String.valueOf(it.name())));
        questions.put(
                "SELECT e.\"LastName\" || ' under ' || m.\"LastName\" FROM \"Employee\" e JOIN \"Employee\" m ON m.\"EmployeeId\" = e.\"ReportsTo\" ORDER BY e.\"EmployeeId\"",
                relata.from(Employee.class)
                        .where(Employee::reportsTo, isNotNull())
                        .fetch(Employee.REPORTS_TO)
                        .orderBy(asc(Employee::employeeId))
                        .graphs()
                        .map(it -> it.root().lastName() + " under "
                                + it.one(Employee.REPORTS_TO).orElseThrow().lastName()));
        questions.put(
                "SELECT \"FirstName\" FROM \"Employee\" WHERE \"ReportsTo\" = 2 AND \"BirthDate\" < timestamp '1970-01-01' ORDER BY 1",
                relata.onKey(Employee.EMPLOYEES_BY_REPORTS_TO, 2)
                        .where(Employee::birthDate, lt(LocalDateTime.parse("1970-01-01T00:00:00")))
                        .all()
                        .map(Employee::firstName));
        questions.put(
                "SELECT c.\"Email\" FROM \"Customer\" c LEFT JOIN \"Employee\" e ON e.\"EmployeeId\" = c.\"SupportRepId\""
                        + " WHERE e.\"LastName\" = 'Park' AND c.\"Country\" IN ('Norway', 'India') ORDER BY c.\"CustomerId\"",
                relata.from(Customer.class)
                        .where(Customer.SUPPORT_REP, it -> it.where(Employee::lastName, eq("Park")))
                        .where(Customer::country, in("Norway", "India"))
                        .orderBy(asc(Customer::customerId))
                        .all()
                        .map(Customer::email));
        questions.put(
                "SELECT count(*)::text FROM \"Customer\" WHERE \"SupportRepId\" IS NULL OR \"Country\" IS NULL",
                relata.from(Customer.class)
                        .where(anyOf(is(Customer::supportRepId, isNull()), is(Customer::country, isNull())))
                        .count()
                        .flux());
        questions.put(
                "SELECT sum(\"Total\")::text FROM \"Invoice\" WHERE \"InvoiceDate\" BETWEEN timestamp '2024-03-01' AND timestamp '2024-05-31'",
                relata.from(Invoice.class)
                        .where(
                                Invoice::invoiceDate,
                                between(LocalDateTime.parse("2024-03-01T00:00"), LocalDateTime.parse("2024-05-31T00:00")))
                        .sum(Invoice::total)
                        .flux());
        questions.put(
                "SELECT \"BillingCountry\" || ' ' || max(\"Total\") FROM \"Invoice\" GROUP BY \"BillingCountry\" ORDER BY \"BillingCountry\"",
                relata.from(Invoice.class)
                        .group(Invoice::billingCountry)
                        .max(Invoice::total)
                        .map(it -> it.key() + " " + it.value()));
        questions.put(
                "SELECT i.\"InvoiceId\"::text FROM \"Invoice\" i WHERE EXISTS (SELECT FROM \"InvoiceLine\" l JOIN \"Track\" t USING (\"TrackId\")"
                        + " JOIN \"Genre\" g USING (\"GenreId\") WHERE l.\"InvoiceId\" = i.\"InvoiceId\" AND g.\"Name\" = 'Jazz' AND l.\"Quantity\" = 3)"
                        + " ORDER BY i.\"InvoiceId\" LIMIT 10",
                relata.from(Invoice.class)
                        .whereAny(
                                Invoice.INVOICE_LINES,
                                it -> it.where(InvoiceLine::quantity, eq(3))
                                        .where(
                                                InvoiceLine.TRACK,
                                                track -> track.where(
                                                        Track.GENRE, genre -> genre.where(Genre::name, eq("Jazz")))))
                        .orderBy(asc(Invoice::invoiceId))
                        .limit(10)
                        .all()
                        .map(Invoice::invoiceId));
        questions.put(
                "SELECT c.\"LastName\" FROM \"CustomerFollowers\" f JOIN \"Customer\" c ON c.\"CustomerId\" = f.\"FollowerId\""
                        + " WHERE f.\"CustomerId\" = 1 ORDER BY c.\"CustomerId\"",
                relata.onKey(Customer.FOLLOWERS, 1).orderBy(asc(Customer::customerId)).all().map(Customer::lastName));
        questions.put(
                "SELECT \"CustomerId\"::text FROM \"CustomerFollowers\" WHERE \"FollowerId\" = 9 ORDER BY \"CustomerId\"",
                relata.onKey(Customer.CUSTOMERS, 9).orderBy(asc(Customer::customerId)).ids());
        questions.put(
                "SELECT \"key\" || \"Key\" || \"class\" || \"hashCode\" FROM \"Track\" WHERE \"2nd Take\" AND \"AlbumId\" IS NULL ORDER BY \"TrackId\"",
                relata.from(Track.class)
                        .where(Track::value2ndTake, eq(true))
                        .where(Track::albumId, isNull())
                        .orderBy(asc(Track::trackId))
                        .all()
                        .map(it -> it.key() + it.key2() + it.classValue() + it.hashCodeValue()));
        questions.put(
                "SELECT t.\"String\" || ' ' || o.\"String\" FROM \"String\" s JOIN \"Table\" t USING (\"Id\") JOIN \"Table\" o ON o.\"Id\" = s.\"Column\" ORDER BY s.\"Id\"",
                relata.from(String.class)
                        .fetch(String.TABLE)
                        .fetch(String.COLUMN)
                        .orderBy(asc(String::id))
                        .graphs()
                        .map(it -> it.one(String.TABLE).orElseThrow().string() + " "
                                + it.one(String.COLUMN).orElseThrow().string()));
        questions.put(
                "SELECT replace(\"Object\"::text, 'NULL', 'null') FROM \"Table\" WHERE \"Object\" IS NOT NULL ORDER BY \"Id\"",
                relata.from(Table.class)
                        .where(Table::object)
                        .isNotNull()
                        .orderBy(asc(Table::id))
                        .all()
                        .map(it -> java.lang.String.valueOf(it.object()).replace(" ", "").replace("[", "{").replace("]", "}")));
        questions.put(
                "SELECT \"List\" || ' ' || count(*) FROM \"Columns\" GROUP BY \"List\" ORDER BY \"List\"",
                relata.from(Column.class).group(Column::list).count().map(it -> it.key() + " " + it.value()));
        questions.put(
                "SELECT count(*)::text FROM \"records\" r JOIN \"Table\" t ON t.\"Id\" = r.\"Table\" WHERE t.\"String\" LIKE '%ne'",
                relata.from(Record.class)
                        .where(Record.TABLE, it -> it.where(Table::string, endsWith("ne")))
                        .count()
                        .flux());
        questions.put(
                "SELECT m.\"Name\" || ' ' || avg(t.\"Milliseconds\")::int FROM \"MediaType\" m JOIN \"Track\" t USING (\"MediaTypeId\") WHERE m.\"MediaTypeId\" = 2 GROUP BY m.\"Name\"",
                relata.find(MediaType.class, (short) 2)
                        .flatMap(it -> relata.on(it, MediaType.TRACKS)
                                .avg(Track::milliseconds)
                                .map(avg -> it.name() + " " + Math.round(avg)))
                        .flux());
        return questions;
    }
}
