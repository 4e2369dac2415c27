package dev.relata.internal.rekey;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnUpdate;
import dev.relata.model.Unique;
import dev.relata.spi.UpdateRows;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keys of many rows before and after a change. */
class KeyMovesTest {

    record Place(@Id Long id, @Unique @Nullable String tag) {}

    record Way(@Id Long id, @Nullable String placeTag) {
        static final ManyToOne<Way, Place> PLACE = manyToOne(Way::placeTag, Place.class)
                .references(Place::tag)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    private final Model model = Model.of(Place.class, Way.class);
    private final EntityType<Place> places = model.entity(Place.class);
    private final Reference reference = model.references(places).get(0);
    private final KeyMoves moves = new KeyMoves(
            reference, places.attributes().subList(1, places.attributes().size()));

    @Test
    void keysThatStayAndThoseThatNothingRefersToMoveNothing() {
        moves.add(List.of("a"), List.of("a"));
        moves.add(Collections.singletonList(null), List.of("b"));

        assertThat(moves.isEmpty()).isTrue();
    }

    @Test
    void aKeyThatChangesIsFoundByTheOldOne() {
        moves.add(List.of("a"), List.of("b"));
        moves.add(List.of("c"), Collections.singletonList(null));

        UpdateRows own = moves.values().own().get(0);
        assertThat(own.key()).isEqualTo(reference.key()).isEqualTo(own.columns());
        assertThat(own.rows()).containsExactly(new Object[] {"a", "b"}, new Object[] {"c", null});
        assertThat(moves.followed(new Object[] {1L, "a"}, new int[] {1}, 1)).containsExactly(1L, "b");
        assertThat(moves.followed(new Object[] {1L, "x"}, new int[] {1}, 1)).containsExactly(1L, "x");
    }
}
