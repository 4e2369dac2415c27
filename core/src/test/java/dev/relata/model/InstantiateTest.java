package dev.relata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that do not fit their record. */
class InstantiateTest {

    record Room(
            @Id long hotel,
            @Id long number,
            int beds,
            @Nullable String name) {}

    private static final EntityType<Room> ROOM = Model.of(Room.class).entity(Room.class);

    @Test
    void aRowThatFitsIsMadeIntoItsRecord() {
        assertThat(ROOM.instantiate(new @Nullable Object[] {1L, 2L, 3, null})).isEqualTo(new Room(1, 2, 3, null));
    }

    @Test
    void aNullForAPrimitiveSaysWhereItIsAndWhatHelps() {
        assertThatThrownBy(() -> ROOM.instantiate(new @Nullable Object[] {1L, 2L, null, null}))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Room.beds is null in the row with hotel=1, number=2, and int holds no null: make the"
                        + " component a @Nullable Integer, or the column NOT NULL");
    }
}
