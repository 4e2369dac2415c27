package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.model.Converter;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/** Records with values of types of their own: as ids, keys, unique keys, in arrays and as null. */
final class Till {

    private Till() {}

    static RelataBuilder settings(RelataBuilder builder) {
        return builder.converter(Cents.class, Converter.of(Long.class, Cents::amount, Cents::new))
                .converter(Iban.class, Converter.of(String.class, Iban::text, Iban::new));
    }

    static Class<?>[] types() {
        return new Class<?>[] {Client.class, Sale.class};
    }

    static Relata opened(StoreUnderTest store) {
        Relata till = store.bare(Till::settings, types());
        store.observe(till.schema().create()).answers();
        store.observe(till.insert(new Client(new Iban("DE1"), "ann"))).value();
        store.observe(till.insert(new Client(new Iban("DE2"), "bob"))).value();
        return till;
    }

    static Sale sale(long id, String iban, long cents) {
        return new Sale(
                id, new Iban(iban), new Cents(cents), cents > 100 ? new Cents(1) : null, new Cents[] {new Cents(cents)
                });
    }

    /** An amount of money; none is negative. */
    record Cents(long amount) implements Comparable<Cents> {
        Cents {
            if (amount < 0) {
                throw new IllegalArgumentException("an amount is not negative");
            }
        }

        @Override
        public int compareTo(Cents other) {
            return Long.compare(amount, other.amount);
        }
    }

    /** The number of an account; "refused" cannot be stored. */
    record Iban(String value) implements Comparable<Iban> {
        String text() {
            if (value.equals("refused")) {
                throw new IllegalStateException("no such account");
            }
            return value;
        }

        @Override
        public int compareTo(Iban other) {
            return value.compareTo(other.value);
        }
    }

    /** Whose id is converted. */
    record Client(@Id Iban iban, @Unique String name) {
        static final OneToMany<Client, Sale> SALES = oneToMany(Client.class, Sale::clientIban);
    }

    /** Whose key and values are. */
    record Sale(
            @Id long id,
            Iban clientIban,
            Cents total,
            @Nullable Cents discount,
            Cents[] parts) {
        static final ManyToOne<Sale, Client> CLIENT = manyToOne(Sale::clientIban, Client.class);
    }

    /** What of a sale is shown. */
    record Receipt(Cents total, @Nullable Cents discount, Client client) {}
}
