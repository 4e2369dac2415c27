package dev.relata.examples.bookshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole bookshop, over HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient
class BookshopTest {

    @Autowired
    private WebTestClient client;

    @Test
    void authorsComeWithBooksAndTagsAPageAtATime() {
        client.get()
                .uri("/authors?size=2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Link", link -> assertThat(link).contains("rel=\"next\""))
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2)
                .jsonPath("$[0].books.length()")
                .isEqualTo(5)
                .jsonPath("$[0].books[0].tags")
                .isArray();
    }

    @Test
    void graphQlAnswersTheSame() {
        client.post()
                .uri("/graphql")
                .bodyValue(Map.of("query", "{ authors(first: 3) { name books { title tags { name } } } }"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.authors.length()")
                .isEqualTo(3)
                .jsonPath("$.data.authors[2].books.length()")
                .isEqualTo(5);
    }

    @Test
    void theExportHasALineForEachBook() {
        List<Book> books = client.get()
                .uri("/books/export")
                .accept(MediaType.APPLICATION_NDJSON)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Book.class)
                .getResponseBody()
                .collectList()
                .block();
        assertThat(books).hasSize(1_000);
    }

    @Test
    void aSearchOfTheRepositoryFindsTheAuthors() {
        client.get()
                .uri("/books/search?title=volume 1 of author 20")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].author")
                .isEqualTo("Author 20");
    }

    @Test
    void whatCannotBeIsAnsweredAsSuch() {
        client.post()
                .uri("/books/1/purchases")
                .bodyValue(Map.of("reader", "Ann", "copies", 1_000))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        client.post()
                .uri("/books/0/purchases")
                .bodyValue(Map.of("reader", "Ann", "copies", 1))
                .exchange()
                .expectStatus()
                .isEqualTo(404);
        client.post()
                .uri("/books/1/purchases")
                .bodyValue(Map.of("reader", "Ann", "copies", -5))
                .exchange()
                .expectStatus()
                .isBadRequest();
        client.get().uri("/books?sort=secret").exchange().expectStatus().isBadRequest();
        client.get().uri("/authors/0").exchange().expectStatus().isNotFound();
    }
}
