package library;

import static dev.relata.model.Assignment.set;

final class FurtherAssignmentOfAnotherType {

    Object refused() {
        var changes = set(Book::pages, 0);
        changes = changes.and(Book::title, 1); // refused: incompatible
        return changes;
    }
}
