package library;

import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Conditions.gt;

import dev.relata.Relata;

final class HavingOfAnotherType {

    Object refused(Relata relata) {
        var groups = relata.from(Book.class).group(Book::title);
        groups.having(max(Book::pages), gt("six hundred")); // refused: incompatible
        return groups;
    }
}
