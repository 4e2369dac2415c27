package library;

import static dev.relata.model.Conditions.property;

final class ComparisonOfWhatHasNoOrder {

    Object refused() {
        Object filter = property(Book::title);
        filter = property(Book::notes); // refused: no suitable method
        return filter;
    }
}
