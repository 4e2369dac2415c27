package library;

import static dev.relata.model.Conditions.elements;

import java.util.List;

final class ElementsOfAText {

    record Film(long id, List<String> features, String[] words, String title) {}

    Object refused() {
        Object filter = elements(Film::words);
        filter = elements(Film::title); // refused: no suitable method
        return filter;
    }
}
