package dev.relata.schema;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagramTest {

    record Author(@Id @Nullable Long id, String name, Map<String, List<Integer>> notes) {
        static final OneToMany<Author, Book> BOOKS =
                oneToMany(Author.class, Book::authorId).orderBy(asc(Book::title));
        static final OneToMany<Author, Book> FIRST = BOOKS.limit(1);
    }

    record Book(@Id long id, long authorId, @Nullable Long sequelOf, String title) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
        static final OneToOne<Book, Book> SEQUEL_OF =
                oneToOne(Book::sequelOf, Book.class).optional();
        static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
    }

    record Tag(@Id String name) {
        static final ManyToMany<Tag, Book> BOOKS =
                manyToMany(Tag.class, Book.class).inverseOf("TAGS");
    }

    private static final Model MODEL = Model.of(Author.class, Book.class, Tag.class);

    @Test
    void mermaidHasABoxForEachTableAndALineForEachKey() {
        assertThat(Diagram.of(MODEL).mermaid()).isEqualTo("""
                erDiagram
                    Author {
                        Long id PK
                        String name
                        Map_String_List_Integer_ notes
                    }
                    Book {
                        long id PK
                        long authorId FK
                        Long sequelOf FK, UK "nullable"
                        String title
                    }
                    Tag {
                        String name PK
                    }
                    books_tags {
                        long book_id PK, FK
                        String tag_name PK, FK
                    }
                    Book }o--|| Author : "AUTHOR / BOOKS"
                    Book |o--o| Book : "SEQUEL_OF"
                    books_tags }o--|| Book : "TAGS"
                    books_tags }o--|| Tag : "BOOKS"
                """);
    }
}
