package dev.relata.spring.graphql;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetchingEnvironment;
import java.util.function.Supplier;
import org.springframework.graphql.execution.ErrorType;

/** An argument of a field that cannot be used; the client gets its message, which names the remedy. */
final class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArgumentException(String message) {
        super(message, null, false, false);
    }

    /** Returns what is fetched, or an error of the field that every application shows, whatever its exception handling. */
    static Object asError(DataFetchingEnvironment environment, Supplier<Object> fetch) {
        try {
            return fetch.get();
        } catch (BadArgumentException e) {
            return DataFetcherResult.newResult()
                    .error(GraphqlErrorBuilder.newError(environment)
                            .errorType(ErrorType.BAD_REQUEST)
                            .message("%s", e.getMessage())
                            .build())
                    .build();
        }
    }
}
