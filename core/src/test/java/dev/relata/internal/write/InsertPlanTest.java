package dev.relata.internal.write;

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
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** New rows are checked, completed, and grouped by what they leave to the database. */
class InsertPlanTest {

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

    private InsertPlan<Note> plan(Note... notes) {
        return plan(false, notes);
    }

    private InsertPlan<Note> plan(boolean runs, Note... notes) {
        return InsertPlan.of(type, Clock.fixed(NOW, ZoneOffset.UTC), List.of(notes), runs);
    }

    private static Note note(@Nullable Long id, String text, @Nullable String state) {
        return new Note(id, text, state, null, null, null);
    }

    @Test
    void rowsWhoseOrderCountsShareAStatementInRuns() {
        InsertPlan<Note> runs =
                plan(true, note(null, "a", null), note(null, "b", null), note(7L, "c", null), note(null, "d", null));

        assertThat(runs.groups())
                .extracting(InsertPlan.InsertGroup::positions)
                .containsExactly(List.of(0, 1), List.of(2), List.of(3));
        assertThat(runs.keys(type.id())).containsExactly(List.of(7L));
    }

    @Test
    void rowsThatGiveTheSameShareAStatementAndKeepTheirPlaces() {
        InsertPlan<Note> plan =
                plan(note(null, "a", null), note(7L, "b", null), note(null, "c", null), note(null, "d", "new"));

        assertThat(plan.rows()).hasSize(4);
        assertThat(plan.groups())
                .extracting(InsertPlan.InsertGroup::positions)
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
        InsertPlan<Note> plan =
                plan(note(null, "a", null), new Note(null, "b", null, null, Instant.EPOCH, OffsetDateTime.MIN));

        assertThat(plan.groups().get(0).rows())
                .satisfiesExactly(
                        row -> assertThat(row).containsExactly("a", null, STORED, STORED.atOffset(ZoneOffset.UTC)),
                        row -> assertThat(row)
                                .containsExactly("b", null, Instant.EPOCH, STORED.atOffset(ZoneOffset.UTC)));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without nullness checks may do
    void aNullThatMayNotBeIsRefusedByName() {
        assertThatThrownBy(() -> plan(note(null, null, null)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Note.text is null, and the component is not @Nullable: give a value, or annotate it");
    }

    @Test
    void aNulCharacterIsRefusedByName() {
        assertThatThrownBy(() -> plan(note(null, "a\0b", null)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("Note.text contains a NUL character (U+0000)");
    }

    @Test
    void theStatementAnswersAllAttributesOrNone() {
        InsertPlan<Note> plan = plan(note(null, "a", null));
        InsertPlan.InsertGroup group = plan.groups().get(0);

        assertThat(plan.insert("Note", group, ConflictRule.ERROR, true).returning())
                .isEqualTo(type.attributes());
        assertThat(plan.insert("Note", group, ConflictRule.ERROR, false).returning())
                .isEmpty();
    }
}
