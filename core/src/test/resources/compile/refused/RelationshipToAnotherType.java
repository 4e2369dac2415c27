package library;

import dev.relata.Relata;

final class RelationshipToAnotherType {

    Object refused(Relata relata, Book book, Person person) {
        var manager = relata.on(book, Book.AUTHOR);
        manager.set(person); // refused: incompatible
        return manager;
    }
}
