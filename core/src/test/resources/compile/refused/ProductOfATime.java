package library;

import static dev.relata.model.Conditions.property;

import java.time.Instant;

final class ProductOfATime {

    Object refused(Instant instant) {
        Object value = property(Book::pages).times(2);
        value = property(Book::publishedAt).times(instant); // refused: cannot find symbol
        return value;
    }
}
