package dev.relata.spring.error;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;

/** Makes errors of GraphQL of those of Relata; the extension {@code code} tells them apart. */
final class GraphQlErrors extends DataFetcherExceptionResolverAdapter {

    @Override
    protected @Nullable GraphQLError resolveToSingleError(Throwable error, DataFetchingEnvironment environment) {
        ErrorKind kind = ErrorKind.of(error);
        return kind == null
                ? null
                : GraphqlErrorBuilder.newError(environment)
                        .errorType(type(kind))
                        .message("%s", kind.detail())
                        .extensions(Map.of("code", kind.name().toLowerCase(Locale.ROOT)))
                        .build();
    }

    private static ErrorType type(ErrorKind kind) {
        return switch (kind.status()) {
            case NOT_FOUND -> ErrorType.NOT_FOUND;
            case CONFLICT, BAD_REQUEST -> ErrorType.BAD_REQUEST;
            default -> ErrorType.INTERNAL_ERROR;
        };
    }
}
