package library;

import static dev.relata.model.Conditions.elements;

import java.util.List;

final class ElementOfAnotherType {

    record Film(long id, List<String> features, String[] words, String title) {}

    Object refused() {
        var filter = elements(Film::features).contains("x");
        filter = elements(Film::words).contains(1); // refused: incompatible types
        return filter;
    }
}
