package dev.relata.test;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import dev.relata.query.Bulk;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Rows, and data of links, as users give them. */
class GivenRowsTest {

    record Rack(@Id @Nullable Long id) {
        static final OneToMany<Rack, Disk> DISKS = oneToMany(Rack.class, Disk::rackId);
        static final ManyToManyThrough<Rack, Cable, Plugged> CABLES =
                manyToMany(Rack.class, Cable.class).through(Plugged::rackId, Plugged::cableId);
    }

    record Disk(@Id @Nullable Long id, @Nullable Long rackId) {}

    record Cable(@Id @Nullable Long id) {}

    record Plugged(
            @Id @Nullable Long id,
            @Unique("pair") long rackId,
            @Unique("pair") long cableId,
            @Nullable String note,
            @UpdatedAt @Nullable Instant at) {}

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Rack.class, Disk.class, Cable.class, Plugged.class)
            .clock(new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            })
            .build();

    private <T> List<T> all(Publisher<T> publisher) {
        List<T> values = Flux.from(publisher).collectList().block();
        assertThat(values).isNotNull();
        return values;
    }

    private static void refused(Publisher<?> write, int row) {
        Flux.from(write)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessage("row " + row + " of those given is null: leave it out"));
    }

    /** Whatever the way they take to the store. */
    @Test
    void aSingleWriteThatIsGivenManyRowsNamesTheFacetForMany() {
        List<Rack> racks = List.of(new Rack(1L), new Rack(2L));
        for (var write : List.of(relata.insert(racks), relata.upsert(Flux.fromIterable(racks)), relata.delete(racks))) {
            write.as(StepVerifier::create)
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(RefusedException.class)
                            .hasMessageContaining("takes one; use relata.bulk()"));
        }
    }

    @Test
    void aRowThatIsNullIsNamedByItsPlace() {
        Rack rack = all(relata.insert(new Rack(null))).get(0);
        List<@Nullable Disk> disks = Arrays.asList(new Disk(null, null), null);
        List<@Nullable Disk> none = Arrays.asList((Disk) null);
        List<@Nullable Cable> cables = Arrays.asList(new Cable(1L), null);

        refused(relata.on(rack, Rack.DISKS).createMany(disks), 1);
        refused(relata.on(rack, Rack.DISKS).createMany(disks::iterator), 1);
        refused(relata.on(rack, Rack.DISKS).createMany(disks, Bulk.chunkSize(1)), 1);
        refused(relata.on(rack, Rack.DISKS).createManyCount(disks), 1);
        refused(relata.on(rack, Rack.DISKS).addMany(none), 0);
        refused(relata.on(rack, Rack.DISKS).removeMany(none), 0);
        refused(relata.on(rack, Rack.DISKS).set(none), 0);
        refused(relata.on(rack, Rack.CABLES).removeMany(cables), 1);
        refused(relata.on(rack, Rack.CABLES).set(cables), 1);
        Map<@Nullable Cable, Assignment<Plugged>> links = new HashMap<>();
        links.put(null, set(Plugged::note, "up"));
        refused(relata.on(rack, Rack.CABLES).set(links), 0);
        assertThat(all(relata.from(Disk.class).count())).containsExactly(0L);
    }

    @Test
    void dataThatChangesALinkSetsTheTimeOfTheUpdate() {
        Rack rack = all(relata.insert(new Rack(null))).get(0);
        Cable cable = all(relata.insert(new Cable(null))).get(0);
        all(relata.on(rack, Rack.CABLES).put(cable, set(Plugged::note, "up")));

        now = START.plusSeconds(1);
        Plugged put = all(relata.on(rack, Rack.CABLES).put(cable, set(Plugged::note, "down")))
                .get(0);
        assertThat(put.at()).isEqualTo(now);

        now = START.plusSeconds(2);
        all(relata.on(rack, Rack.CABLES).set(Map.of(cable, set(Plugged::note, "up"))));
        assertThat(all(relata.from(Plugged.class).all()))
                .extracting(Plugged::at)
                .containsExactly(now);

        now = START.plusSeconds(3);
        all(relata.on(rack, Rack.CABLES).set(List.of(cable)));
        assertThat(all(relata.from(Plugged.class).all()))
                .extracting(Plugged::at)
                .containsExactly(START.plusSeconds(2));
    }
}
