package library;

import dev.relata.Relata;

final class LinkToAnotherType {

    Object refused(Relata relata, Book book, Author author) {
        var tags = relata.on(book, Book.TAGS);
        tags.add(author); // refused: incompatible
        return tags;
    }
}
