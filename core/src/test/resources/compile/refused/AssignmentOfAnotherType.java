package library;

import static dev.relata.model.Assignment.set;

final class AssignmentOfAnotherType {

    Object refused() {
        var changes = set(Book::pages, 0);
        changes = set(Book::pages, "x"); // refused: incompatible
        return changes;
    }
}
