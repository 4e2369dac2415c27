package library;

import static dev.relata.model.Values.valueOf;

import java.time.Instant;

final class ProductOfATime {

    Object refused(Instant instant) {
        Object value = valueOf(Book::pages).times(2);
        value = valueOf(Book::publishedAt).times(instant); // refused: cannot find symbol
        return value;
    }
}
