package library;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Values.valueOf;

final class CalculationOfTwoTypesAssigned {

    Object refused() {
        var assignment = set(Book::pages).toValue(valueOf(Book::pages).times(2));
        assignment = set(Book::pages).toValue(valueOf(Book::pages).times(Book::id)); // refused: incompatible types
        return assignment;
    }
}
