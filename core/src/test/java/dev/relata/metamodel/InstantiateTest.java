package dev.relata.metamodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.model.Id;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that do not fit their record. */
class InstantiateTest {

    record Room(
            @Id long hotel,
            @Id long number,
            int beds,
            @Nullable String name) {}

    record Guest(@Id @Nullable Long id, String name, List<String> wishes) {

        Guest {
            wishes = wishes == null ? List.of() : wishes;
        }
    }

    record Key(@Id long id, String code) {

        Key {
            Objects.requireNonNull(code);
        }
    }

    private static final EntityType<Room> ROOM = Model.of(Room.class).entity(Room.class);
    private static final EntityType<Guest> GUEST = Model.of(Guest.class).entity(Guest.class);
    private static final EntityType<Key> KEY = Model.of(Key.class).entity(Key.class);

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

    @Test
    void aNullForAnObjectThatIsNotNullableSaysWhereItIsAndWhatHelps() {
        assertThatThrownBy(() -> GUEST.instantiate(new @Nullable Object[] {7L, null, List.of()}))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "Guest.name is null in the row with id=7, and the component is not @Nullable: annotate it, or"
                                + " make the column NOT NULL");
    }

    @Test
    void aConstructorMayPutAValueInThePlaceOfANull() {
        assertThat(GUEST.instantiate(new @Nullable Object[] {7L, "ann", null}))
                .isEqualTo(new Guest(7L, "ann", List.of()));
    }

    @Test
    void aConstructorThatRefusesANullIsToldByTheNull() {
        assertThatThrownBy(() -> KEY.instantiate(new @Nullable Object[] {7L, null}))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("Key.code is null in the row with id=7");
    }

    @Test
    void aDraftMayLeaveOutWhatIsRequired() {
        assertThat(GUEST.copy(new @Nullable Object[] {null, null, List.of()}).name())
                .isNull();
    }
}
