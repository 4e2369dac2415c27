package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.relata.Relata;
import dev.relata.error.StaleRowException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Archive.Box;
import dev.relata.test.conformance.Archive.Paper;
import dev.relata.test.conformance.Archive.Stamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows whose version is a time: every change sets it, later than before, and who has not seen the last one changes nothing. */
public interface TimeVersionContract extends StoreUnderTest {

    private static Instant time(Paper paper) {
        return Objects.requireNonNull(paper.version(), "a stored row has a version");
    }

    private static Paper paper(String text) {
        return new Paper(null, null, text, null);
    }

    private Paper now(Relata archive, Paper paper) {
        return observe(archive.find(Paper.class, Objects.requireNonNull(paper.id())))
                .value();
    }

    /** However fast they follow one another. */
    @Test
    @Tag("S146")
    @Requires(Capability.SCHEMA)
    default void everyUpdateSetsALaterTime() {
        Relata archive = Archive.opened(this);
        Paper before = observe(archive.insert(paper("a"))).value();
        assertThat(time(before)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

        for (int i = 0; i < 20; i++) {
            Paper after = observe(archive.update(before.saying("b" + i))).value();
            assertThat(time(after)).isAfter(time(before));
            assertThat(now(archive, after)).isEqualTo(after);
            before = after;
        }
    }

    /** And nothing is written. */
    @Test
    @Tag("S146")
    @Requires(Capability.SCHEMA)
    default void aStaleRowIsRefused() {
        Relata archive = Archive.opened(this);
        Paper first = observe(archive.insert(paper("a"))).value();
        Paper second = observe(archive.update(first.saying("b"))).value();

        observe(archive.update(first.saying("c"))).fails(StaleRowException.class);
        observe(archive.delete(first)).fails(StaleRowException.class);
        observe(archive.bulk().update(List.of(first.saying("d")))).fails(StaleRowException.class);
        observe(archive.upsert(first.saying("e"))).fails(StaleRowException.class);
        assertThat(now(archive, first)).isEqualTo(second);
        Paper third = observe(archive.upsert(second.saying("f"))).value();
        assertThat(third.text()).isEqualTo("f");
        assertThat(time(third)).isAfter(time(second));
        observe(archive.delete(third)).answers(true);
    }

    /** By bulk writes, assignments and relationships. */
    @Test
    @Tag("S146")
    @Requires(Capability.SCHEMA)
    default void everyWayOfWritingSetsIt() {
        Relata archive = Archive.opened(this);
        Box box = observe(archive.insert(new Box(1, "box", null))).value();
        Paper first = observe(archive.insert(paper("a"))).value();

        Paper second =
                observe(archive.bulk().update(List.of(first.saying("b")))).value();
        assertThat(time(second)).isAfter(time(first));
        assertThat(now(archive, first)).isEqualTo(second);
        Paper third = observe(archive.on(box, Box.PAPERS).add(second)).value();
        assertThat(time(third)).isAfterOrEqualTo(time(second));
        assertThat(now(archive, first)).isEqualTo(third);
        Paper fourth = observe(archive.on(third, Paper.BOX).set(null)).value();
        assertThat(time(fourth)).isAfter(time(third));
        assertThat(now(archive, first)).isEqualTo(fourth);
        observe(archive.from(Paper.class).update(set(Paper::text, "c"))).answers(1L);
        assertThat(time(now(archive, first))).isAfterOrEqualTo(time(fourth));
    }

    /** Of the other types of times. */
    @Test
    @Tag("S146")
    @Requires(Capability.SCHEMA)
    default void otherTypesOfTimesAreVersions() {
        Relata archive = Archive.opened(this);
        Box box = observe(archive.insert(new Box(1, "box", null))).value();
        Stamp stamp = observe(archive.insert(new Stamp(1, "stamp", null))).value();

        Box renamed =
                observe(archive.update(new Box(1, "other", box.version()))).value();
        Stamp changed =
                observe(archive.update(new Stamp(1, "other", stamp.version()))).value();

        assertThat(renamed.version()).isAfter(box.version());
        assertThat(changed.version()).isAfter(stamp.version());
        observe(archive.update(box)).fails(StaleRowException.class);
        observe(archive.update(stamp)).fails(StaleRowException.class);
    }
}
