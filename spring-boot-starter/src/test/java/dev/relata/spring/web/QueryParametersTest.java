package dev.relata.spring.web;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.query.Selection;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import dev.relata.test.InMemoryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebInputException;

class QueryParametersTest {

    private final QueryParameters<Book> parameters = QueryParameters.of(Book.class);

    @Test
    void aFilterByPartOfATextIsRefusedWhereThePropertyIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("author", Book::authorId, Operator.CONTAINS))
                .withMessageContaining("CONTAINS compares text");
    }

    @Test
    void whatWouldMakeAStatementLongerWithoutEffectIsBadInput() {
        Selection<Book> books = Relata.builder()
                .store(InMemoryStore.create())
                .model(Author.class, Book.class)
                .build()
                .from(Book.class);
        QueryParameters<Book> allowed =
                parameters.sort("title", Book::title).filter("title", Book::title, Operator.EQ, Operator.CONTAINS);

        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("sort", "title,desc", "title"), books))
                .withMessageContaining("twice");
        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("title.contains", "a", "b"), books))
                .withMessageContaining("given 2 times");
        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("title", "a\0"), books))
                .withMessageContaining("character");
    }

    private static MultiValueMap<String, String> given(String name, String... values) {
        return new LinkedMultiValueMap<>(Map.of(name, List.of(values)));
    }

    @Test
    void aFilterByTheNameOfTheOrderWouldNeverApplyAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("sort", Book::title))
                .withMessageContaining("another name");
    }
}
