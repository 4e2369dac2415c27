package library;

import dev.relata.Relata;

final class RelationshipOfAnotherOwner {

    Object refused(Relata relata, Book book) {
        Object manager = relata.on(book, Book.AUTHOR);
        manager = relata.on(book, Author.BOOKS); // refused: no suitable method
        return manager;
    }
}
