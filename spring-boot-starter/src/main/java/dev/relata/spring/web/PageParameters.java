package dev.relata.spring.web;

import dev.relata.error.InvalidCursorException;
import dev.relata.query.Graph;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * The page that a request asks for by its parameters {@code size} and {@code cursor}; an argument of handler methods. A size that
 * is no number, less than 1 or more than {@code relata.web.page.max-size} is answered with 400. Immutable.
 *
 * <pre>{@code
 * @GetMapping("/books")
 * Mono<ResponseEntity<List<Book>>> books(PageParameters page, ServerHttpRequest request) {
 *     return page.of(relata.from(Book.class).orderBy(asc(Book::title))).map(found -> PageLinks.respond(found, request));
 * }
 * }</pre>
 *
 * @param size rows of the page, 1 or more
 * @param cursor the cursor of a page before, or null for the first page
 */
public record PageParameters(int size, @Nullable String cursor) {

    /** The name of the parameter for the rows of a page. */
    public static final String SIZE = "size";

    /** The name of the parameter for the cursor. */
    public static final String CURSOR = "cursor";

    /**
     * Reads the page of a selection.
     *
     * @param selection the rows
     * @param <T> the row
     * @return the page; a cursor that is not one of the selection is an error with status 400
     */
    public <T> Mono<Page<T>> of(Selection<T> selection) {
        return answered(selection.page(size, cursor));
    }

    /**
     * Reads the page of a selection with what its plan fetches.
     *
     * @param selection the rows and the plan
     * @param <T> the row
     * @return the page; a cursor that is not one of the selection is an error with status 400
     */
    public <T> Mono<Page<Graph<T>>> ofGraphs(Selection<T> selection) {
        return answered(selection.pageGraphs(size, cursor));
    }

    private static <T> Mono<T> answered(Mono<T> page) {
        return page.onErrorMap(
                // Translated, it is the cause of an exception of Spring's.
                error -> error instanceof InvalidCursorException || error.getCause() instanceof InvalidCursorException,
                error -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "The parameter '" + CURSOR + "' is not the cursor of a page of these rows; leave it out for the"
                                + " first page, or follow the link 'next' of a page",
                        error));
    }
}
