package library;

import static dev.relata.model.Values.valueOf;

final class ComparisonOfWhatHasNoOrder {

    Object refused() {
        Object filter = valueOf(Book::title);
        filter = valueOf(Book::notes); // refused: no suitable method
        return filter;
    }
}
