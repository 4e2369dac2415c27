package dev.relata.spring.web;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.relata.model.Operator;
import dev.relata.spring.library.Book;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

    private final QueryParameters<Book> parameters = QueryParameters.of(Book.class);

    @Test
    void aFilterByPartOfATextIsRefusedWhereThePropertyIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("author", Book::authorId, Operator.CONTAINS))
                .withMessageContaining("CONTAINS compares text");
    }

    @Test
    void aFilterByTheNameOfTheOrderWouldNeverApplyAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("sort", Book::title))
                .withMessageContaining("another name");
    }
}
