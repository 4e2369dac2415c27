package library;

import static dev.relata.model.Assignment.set;

final class ArithmeticWithAnotherType {

    Object refused() {
        var changes = set(Book::pages).minus(1);
        changes = set(Book::pages).minus(1L); // refused: incompatible types
        return changes;
    }
}
