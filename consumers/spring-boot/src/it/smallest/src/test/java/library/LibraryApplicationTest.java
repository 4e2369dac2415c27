package library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class LibraryApplicationTest {

    @Autowired
    Relata relata;

    @DynamicPropertySource
    static void url(DynamicPropertyRegistry properties) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        properties.add(
                "spring.r2dbc.url",
                () -> "r2dbc:postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres");
    }

    @Test
    void relationshipsWorkWithAUrlAndTwoRecords() {
        relata.schema().create().block();
        Author author = relata.insert(new Author(null, "Ursula")).block();
        List<Book> drafts = List.of(new Book(null, 0, "The Dispossessed"), new Book(null, 0, "Rocannon's World"));
        relata.on(author, Author.BOOKS).createMany(drafts).blockLast();

        List<Book> books = relata.on(author, Author.BOOKS).all().collectList().block();

        assertThat(books).extracting(Book::title).containsExactly("The Dispossessed", "Rocannon's World");
        assertThat(relata.on(books.get(0), Book.AUTHOR).get().block()).isEqualTo(author);
    }
}
