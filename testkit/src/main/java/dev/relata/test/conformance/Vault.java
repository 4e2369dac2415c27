package dev.relata.test.conformance;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Column;
import dev.relata.model.Converter;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records with every kind of value that an error may repeat: keys of text, a converter and a constructor that refuse. */
final class Vault {

    /** A text that starts so is refused by whoever reads it. */
    static final String BROKEN = "broken ";

    private Vault() {}

    static Class<?>[] types() {
        return new Class<?>[] {Keeper.class, Secret.class, Seal.class, Sticker.class};
    }

    private static String readable(String text) {
        if (text.startsWith(BROKEN)) {
            throw new IllegalArgumentException("not readable: " + text);
        }
        return text;
    }

    /** A value of no store; refuses to be stored, or to be read, where it is broken. */
    record Phrase(String text) {}

    static Converter<Phrase, String> phrases() {
        return new Converter<>() {
            @Override
            public Class<String> storedType() {
                return String.class;
            }

            @Override
            public String toStored(Phrase value) {
                return readable(value.text());
            }

            @Override
            public Phrase toValue(String stored) {
                return new Phrase(readable(stored.replace("late:", BROKEN)));
            }
        };
    }

    record Keeper(@Id String id, @Unique String email) {

        static final OneToMany<Keeper, Secret> SECRETS = oneToMany(Keeper.class, Secret::keeperId);
        static final HasOne<Keeper, Seal> SEAL = hasOne(Keeper.class, Seal::keeperId);
    }

    record Secret(
            @Id String id,
            String keeperId,
            @Column(length = 60) String text,
            @Column(precision = 5, scale = 2) BigDecimal worth,
            Phrase phrase,
            Map<String, String> facts,
            @Version int version) {

        static final ManyToOne<Secret, Keeper> KEEPER =
                manyToOne(Secret::keeperId, Keeper.class).onDelete(OnDelete.PROTECT);
        static final ManyToMany<Secret, Sticker> STICKERS = manyToMany(Secret.class, Sticker.class);

        Secret {
            readable(text);
        }

        Secret withText(String other) {
            return new Secret(id, keeperId, other, worth, phrase, facts, version);
        }

        Secret withVersion(int other) {
            return new Secret(id, keeperId, text, worth, phrase, facts, other);
        }

        Secret withPhrase(String other) {
            return new Secret(id, keeperId, text, worth, new Phrase(other), facts, version);
        }

        Secret withWorth(String other) {
            return new Secret(id, keeperId, text, new BigDecimal(other), phrase, facts, version);
        }
    }

    record Seal(@Id String id, @Unique @Nullable String keeperId) {}

    record Sticker(@Id String id) {}
}
