package library;

import static dev.relata.model.Conditions.in;

final class MixedTypesInACondition {

    Object refused() {
        var values = in(1, 2);
        values = in(1, 2L, "x"); // refused: incompatible
        return values;
    }
}
