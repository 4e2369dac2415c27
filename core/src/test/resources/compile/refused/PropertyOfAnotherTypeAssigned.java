package library;

import static dev.relata.model.Assignment.set;

final class PropertyOfAnotherTypeAssigned {

    Object refused() {
        var changes = set(Book::editorId).toProperty(Book::authorId);
        changes = set(Book::editorId).toProperty(Book::pages); // refused: incompatible types
        return changes;
    }
}
