package library;

import static dev.relata.model.Assignment.set;

final class PropertyOfAnotherRecordAssigned {

    Object refused() {
        var changes = set(Book::title).toProperty(Book::isbn);
        changes = set(Book::title).toProperty(Author::name); // refused: incompatible types
        return changes;
    }
}
