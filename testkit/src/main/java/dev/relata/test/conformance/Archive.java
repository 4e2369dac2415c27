package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Records whose version is the time of their last change. */
final class Archive {

    private Archive() {}

    static Class<?>[] types() {
        return new Class<?>[] {Box.class, Paper.class, Stamp.class};
    }

    static Relata opened(StoreUnderTest store) {
        Relata archive = store.bare(types());
        store.observe(archive.schema().create()).answers();
        return archive;
    }

    record Box(@Id long id, String name, @Version @Nullable OffsetDateTime version) {
        static final OneToMany<Box, Paper> PAPERS = oneToMany(Box.class, Paper::boxId);
    }

    record Paper(
            @Id @Nullable Long id,
            @Nullable Long boxId,
            String text,
            @Version @Nullable Instant version) {
        static final ManyToOne<Paper, Box> BOX =
                manyToOne(Paper::boxId, Box.class).optional();

        Paper saying(String other) {
            return new Paper(id, boxId, other, version);
        }
    }

    record Stamp(
            @Id long id, String text, @Version @Nullable LocalDateTime version) {}
}
