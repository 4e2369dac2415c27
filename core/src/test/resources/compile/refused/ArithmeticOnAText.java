package library;

import static dev.relata.model.Assignment.set;

final class ArithmeticOnAText {

    Object refused() {
        var changes = set(Book::pages).plus(1);
        changes = set(Book::title).plus("x"); // refused: cannot find symbol
        return changes;
    }
}
