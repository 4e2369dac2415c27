package dev.relata.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.CreatedAt;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.UpdatedAt;
import dev.relata.spi.Conflict;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** New rows are checked, completed, and grouped by what they leave to the database. */
class RowPlanTest {

    record Note(
            @Id @Nullable Long id,
            String text,
            @DatabaseDefault @Nullable String state,
            @Nullable String comment,
            @CreatedAt @Nullable Instant createdAt,
            @UpdatedAt @Nullable OffsetDateTime updatedAt) {}

    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09.123456789Z");
    private static final Instant STORED = Instant.parse("2024-05-06T07:08:09.123456Z");

    private final EntityType<Note> type = Model.of(Note.class).entity(Note.class);
    private final RowPlan<Note> plan = new RowPlan<>(type, Clock.fixed(NOW, ZoneOffset.UTC));

    private static Note note(@Nullable Long id, String text, @Nullable String state) {
        return new Note(id, text, state, null, null, null);
    }

    @Test
    void rowsWhoseOrderCountsShareAStatementInRuns() {
        RowPlan<Note> runs = new RowPlan<>(type, Clock.fixed(NOW, ZoneOffset.UTC), true);
        runs.add(note(null, "a", null));
        runs.add(note(null, "b", null));
        runs.add(note(7L, "c", null));
        runs.add(note(null, "d", null));

        assertThat(runs.groups())
                .extracting(RowPlan.Group::positions)
                .containsExactly(List.of(0, 1), List.of(2), List.of(3));
        assertThat(runs.keys(type.id())).containsExactly(List.of(7L));
    }

    @Test
    void rowsThatGiveTheSameShareAStatementAndKeepTheirPlaces() {
        plan.add(note(null, "a", null));
        plan.add(note(7L, "b", null));
        plan.add(note(null, "c", null));
        plan.add(note(null, "d", "new"));

        assertThat(plan.size()).isEqualTo(4);
        assertThat(plan.groups())
                .extracting(RowPlan.Group::positions)
                .containsExactly(List.of(0, 2), List.of(1), List.of(3));
        assertThat(plan.groups())
                .extracting(group ->
                        group.columns().stream().map(Attribute::name).toList().toString())
                .containsExactly(
                        "[text, comment, createdAt, updatedAt]",
                        "[id, text, comment, createdAt, updatedAt]",
                        "[text, state, comment, createdAt, updatedAt]");
    }

    @Test
    void theTimesAreThoseOfTheClockToTheMicrosecondUnlessCreationIsGiven() {
        plan.add(note(null, "a", null));
        plan.add(new Note(null, "b", null, null, Instant.EPOCH, OffsetDateTime.MIN));

        assertThat(plan.groups().get(0).rows())
                .satisfiesExactly(
                        row -> assertThat(row).containsExactly("a", null, STORED, STORED.atOffset(ZoneOffset.UTC)),
                        row -> assertThat(row)
                                .containsExactly("b", null, Instant.EPOCH, STORED.atOffset(ZoneOffset.UTC)));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without nullness checks may do
    void aNullThatMayNotBeIsRefusedByName() {
        assertThatThrownBy(() -> plan.add(note(null, null, null)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Note.text is null, and the component is not @Nullable: give a value, or annotate it");
    }

    @Test
    void aNulCharacterIsRefusedByName() {
        assertThatThrownBy(() -> plan.add(note(null, "a\0b", null)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("Note.text contains a NUL character (U+0000)");
    }

    @Test
    void theStatementAnswersAllAttributesOrNone() {
        plan.add(note(null, "a", null));
        RowPlan.Group group = plan.groups().get(0);

        assertThat(plan.insert("Note", group, Conflict.error(), true).returning())
                .isEqualTo(type.attributes());
        assertThat(plan.insert("Note", group, Conflict.error(), false).returning())
                .isEmpty();
    }
}
