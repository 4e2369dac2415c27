package library;

import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.matches;

final class WordsOfANumber {

    Object refused() {
        var filter = is(Book::title, matches("quick fox"));
        filter = is(Book::pages, matches("quick fox")); // refused: incompatible bounds
        return filter;
    }
}
