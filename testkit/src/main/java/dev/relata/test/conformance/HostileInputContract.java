package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.like;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relata.Relata;
import dev.relata.error.InvalidCursorException;
import dev.relata.spi.Capability;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users of users send: texts, cursors and names that are made to do harm. */
public interface HostileInputContract extends StoreUnderTest {

    /** Attacks of each kind; their seed is part of every failure. */
    int TRIES = 600;

    /** Attacks of each kind in the long form. */
    int MANY_TRIES = 100_000;

    /** Runs the attacks of {@link #textsAreNothingButValues()} and of forged cursors many times, over random ones. */
    default void attackManyTimes() {
        long seed = new Random().nextLong();
        HostileInput.run(this, seed, MANY_TRIES);
        HostileCursors.run(this, builder -> builder, seed, MANY_TRIES);
        HostileImport.run(this, seed, MANY_TRIES);
    }

    /** Lines of JSON that are broken, or hold what is no row, among good ones. */
    @Test
    @Tag("S246")
    @Requires(Capability.SCHEMA)
    default void anImportIsWholeOrNamesTheLine() {
        HostileImport.run(this, 20_261_130, TRIES);
    }

    /** In conditions and in writes. */
    @Test
    @Tag("S240")
    @Requires(Capability.SCHEMA)
    default void textsAreNothingButValues() {
        HostileInput.run(this, 20_261_130, TRIES);
    }

    /** The time does not grow exponentially with the number of wildcards. */
    @Test
    @Tag("S253")
    @Requires(Capability.SCHEMA)
    default void aPatternOfManyWildcardsIsAnsweredSoon() {
        Relata relata = bare(builder -> builder, HostileEntry.class);
        observe(relata.schema().create()).answers();
        observe(relata.insert(new HostileEntry("a", "a".repeat(2_000), null, new String[0], Map.of(), new byte[0])))
                .value();

        for (String wildcards : List.of("%a".repeat(40), "%_a".repeat(40), "%%a%_".repeat(40))) {
            observe(relata.from(HostileEntry.class)
                            .where(HostileEntry::text, like(wildcards + "b"))
                            .count())
                    .answers(0L);
            observe(relata.from(HostileEntry.class)
                            .where(HostileEntry::text, like(wildcards + "%"))
                            .count())
                    .answers(1L);
        }
        for (String any : List.of("_".repeat(2_000), "%".repeat(2_000), "%_".repeat(1_000))) {
            observe(relata.from(HostileEntry.class)
                            .where(HostileEntry::text, like(any))
                            .count())
                    .answers(1L);
        }
    }

    /** Cursors that are cut, changed, of another make, or made by somebody who knows how they are made. */
    @Test
    @Tag("S241")
    @Requires(Capability.SCHEMA)
    default void forgedCursorsGiveAPageOrAreRefused() {
        HostileCursors.run(this, builder -> builder, 20_261_130, TRIES);
    }

    /** Without the key nobody makes a cursor; a signed one is read. */
    @Test
    @Tag("S242")
    @Requires(Capability.SCHEMA)
    default void aSignedCursorIsMadeByNobodyElse() {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
        byte[] older = "an older key, of which cursors stay good".getBytes(UTF_8);
        Relata before = bare(builder -> builder.signPageCursors(older), HostileEntry.class);
        observe(before.schema().create()).answers();
        Relata signed = bare(builder -> builder.signPageCursors(key, older), HostileEntry.class);
        observe(signed.schema().create()).answers();
        for (Relata each : List.of(before, signed)) {
            for (String id : List.of("a", "b", "c")) {
                observe(each.insert(new HostileEntry(id, id, null, new String[0], Map.of(), new byte[0])))
                        .value();
            }
        }
        String own = next(signed);

        for (String good : List.of(own, next(before))) {
            observe(signed.from(HostileEntry.class)
                            .page(1, good)
                            .map(page -> page.items().get(0).id()))
                    .answers("b");
        }
        ForgedCursor forged = new ForgedCursor(new Random(1));
        for (int i = 0; i < 200; i++) {
            observe(signed.from(HostileEntry.class).page(1, forged.of(own)))
                    .sends(0)
                    .fails(InvalidCursorException.class);
        }
        observe(before.from(HostileEntry.class).page(1, own)).sends(0).fails(InvalidCursorException.class);
        observe(signed.from(HostileEntry.class)
                        .where(HostileEntry::text, eq("a"))
                        .page(1, own))
                .sends(0)
                .fails(InvalidCursorException.class)
                .hasMessageContaining("is of another query");
    }

    private String next(Relata relata) {
        return observe(relata.from(HostileEntry.class).page(1)).value().next().orElseThrow();
    }
}
