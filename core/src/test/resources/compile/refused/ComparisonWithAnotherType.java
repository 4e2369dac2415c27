package library;

import static dev.relata.model.Conditions.property;

final class ComparisonWithAnotherType {

    Object refused() {
        var filter = property(Book::id).gt(Book::authorId);
        filter = property(Book::id).gt(Book::title); // refused: no suitable method
        return filter;
    }
}
