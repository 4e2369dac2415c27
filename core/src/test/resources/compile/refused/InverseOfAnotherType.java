package library;

import dev.relata.model.OneToMany;

final class InverseOfAnotherType {

    Object refused() {
        OneToMany<Author, Book> inverse = Book.AUTHOR.inverse();
        OneToMany<Person, Book> wrong = Book.AUTHOR.inverse(); // refused: incompatible
        return inverse;
    }
}
