package dev.relata.r2dbc.docs;

import static dev.relata.model.Aggregation.Function.MAX;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Aggregated;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The model of the samples that group and sum up. */
final class MusicShop {

    private MusicShop() {}

    // sample: shop
    record Customer(@Id @Nullable Long id, String name, String country) {
        static final OneToMany<Customer, Invoice> INVOICES = oneToMany(Customer.class, Invoice::customerId);
    }

    record Invoice(@Id @Nullable Long id, long customerId, Instant date) {
        static final ManyToOne<Invoice, Customer> CUSTOMER = manyToOne(Invoice::customerId, Customer.class);
    }

    record Line(@Id @Nullable Long id, long invoiceId, long trackId, BigDecimal price, int quantity) {
        static final ManyToOne<Line, Invoice> INVOICE = manyToOne(Line::invoiceId, Invoice.class);
        static final ManyToOne<Line, Track> TRACK = manyToOne(Line::trackId, Track.class);
    }

    record Track(
            @Id @Nullable Long id, String name, @Nullable Long genreId) {
        static final ManyToOne<Track, Genre> GENRE =
                manyToOne(Track::genreId, Genre.class).optional();
    }

    record Genre(@Id @Nullable Long id, String name) {}
    // end

    // sample: shop-records
    record Sales(Instant year, String country, Number revenue, long invoices) {}

    record Spender(long id, String name, Number spent) {}

    record CustomerView(
            String name,
            long invoicesCount,

            @Aggregated(function = MAX, of = "invoices.date") @Nullable
            Instant latest) {}
    // end
}
