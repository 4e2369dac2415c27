package library;

import static dev.relata.model.Values.valueOf;

final class ComparisonWithAnotherType {

    Object refused() {
        var filter = valueOf(Book::id).gt(Book::authorId);
        filter = valueOf(Book::id).gt(Book::title); // refused: no suitable method
        return filter;
    }
}
