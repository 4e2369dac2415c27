package dev.relata.test.conformance;

import static dev.relata.model.OnDelete.SET_DEFAULT;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.spi.Capability;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others set for the sessions of a server or a client changes no answer. */
public interface SettingsContract extends StoreUnderTest {

    /**
     * A row with what a setting may cause to be misread.
     *
     * @param id the id
     * @param text a text
     * @param other another text
     * @param words texts, with a null among them
     * @param bytes bytes
     * @param at a time
     */
    record Keepsake(
            @Id @Nullable Long id,
            String text,
            @Nullable String other,
            @Nullable String @Nullable [] words,
            byte @Nullable [] bytes,
            @Nullable Instant at) {

        Keepsake at(Long stored) {
            return new Keepsake(stored, text, other, words, bytes, at);
        }

        List<String> values() {
            return List.of(
                    text + " " + other + " " + at, Arrays.toString(words), bytes == null ? "" : Arrays.toString(bytes));
        }
    }

    /**
     * A row that others refer to.
     *
     * @param name the id
     */
    record Drawer(@Id String name) {}

    /**
     * A row whose key has a default.
     *
     * @param id the id
     * @param drawer the key
     */
    record Sheet(@Id @Nullable Long id, String drawer) {
        /** The drawer. */
        static final ManyToOne<Sheet, Drawer> DRAWER =
                manyToOne(Sheet::drawer, Drawer.class).onDelete(SET_DEFAULT, "a\\x41 'b' \\");
    }

    private static List<Keepsake> keepsakes() {
        Instant at = Instant.parse("1969-12-31T23:59:59.123Z");
        return List.of(
                new Keepsake(
                        null,
                        "NULL",
                        null,
                        new @Nullable String[] {"NULL", null, "\uE000null0", "\\x41"},
                        new byte[] {0, 92, -1},
                        at),
                new Keepsake(null, "\\x4142 'a' \\", "null", null, null, null),
                new Keepsake(null, "\uE000null0", "NULL", new @Nullable String[] {null}, new byte[0], at),
                new Keepsake(null, "", "\\", new @Nullable String[0], new byte[] {'\\', 'x'}, null));
    }

    private static List<List<String>> values(List<Keepsake> rows) {
        return rows.stream().map(Keepsake::values).toList();
    }

    /** Rows of one and of many, read in all ways. */
    @Test
    @Tag("S123")
    @Requires(Capability.SCHEMA)
    default void whatOthersSetForSessionsChangesNoAnswer() {
        Relata relata = amongOtherSettings(Keepsake.class);
        observe(relata.schema().create()).answers();
        List<List<String>> given = values(keepsakes());

        List<Keepsake> many = observe(relata.bulk().insert(keepsakes())).values();
        assertThat(values(many)).isEqualTo(given);
        Keepsake one = observe(relata.insert(keepsakes().get(0))).value();
        assertThat(one.values()).isEqualTo(given.get(0));
        assertThat(values(observe(relata.bulk().upsert(many)).values())).isEqualTo(given);
        assertThat(values(observe(relata.bulk().update(many)).values())).isEqualTo(given);

        assertThat(values(observe(relata.from(Keepsake.class)
                                .orderBy(asc(Keepsake::id))
                                .limit(4)
                                .all())
                        .values()))
                .isEqualTo(given);
        observe(relata.from(Keepsake.class).count()).answers(5L);
        observe(relata.from(Keepsake.class).where(Keepsake::text).eq("NULL").count())
                .answers(2L);
        observe(relata.from(Keepsake.class).where(Keepsake::other).isNull().count())
                .answers(2L);
    }

    /** A write that cannot be is told. */
    @Test
    @Tag("S123")
    @Requires(Capability.SCHEMA)
    default void whatOthersSetForSessionsHidesNoRefusal() {
        Relata relata = amongOtherSettings(Keepsake.class);
        observe(relata.schema().create()).answers();
        Keepsake stored = observe(relata.insert(keepsakes().get(1))).value();

        observe(relata.insert(stored)).fails(ConstraintViolationException.class);
        observe(relata.delete(stored)).answers(true);
        observe(relata.delete(stored)).answers(false);
    }

    /** Defaults too, whose texts a session may write in other ways. */
    @Test
    @Tag("S124")
    @Requires(Capability.SCHEMA)
    default void whatIsCreatedAmongOtherSettingsDiffersInNothing() {
        Relata relata = amongOtherSettings(Keepsake.class, Drawer.class, Sheet.class);

        observe(relata.schema().create()).answers();

        observe(relata.schema().validate()).answers();
    }
}
