package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.exec.SqlSession;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.schema.Catalogue;
import dev.relata.spi.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Remembers which tables of a model are views, and queries the catalogue for those that it does not know. A table that does not
 * exist is not remembered, since it may become either. Thread-safe.
 */
final class Views {

    private static final String LABEL = "views";

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Mono<Set<String>> among(Dialect dialect, SqlSession session, Set<String> tables) {
        return Mono.defer(() -> {
                    List<String> unknown = tables.stream()
                            .filter(table -> !known.containsKey(table))
                            .sorted()
                            .toList();
                    return unknown.isEmpty() ? Mono.empty() : ask(dialect, session, unknown);
                })
                .then(Mono.fromSupplier(() -> tables.stream()
                        .filter(table -> known.getOrDefault(table, false))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    private Mono<Void> ask(Dialect dialect, SqlSession session, List<String> tables) {
        Command command = new Command(
                LABEL,
                Catalogue.kinds(dialect),
                Catalogue.bound(dialect, Catalogue.names(tables)),
                StatementKind.CONTROL);
        return session.<String>rows(command, row -> String.valueOf(row.get(0, String.class)))
                .doOnNext(answer -> known.put(answer.substring(1), answer.charAt(0) == 'v'))
                .then();
    }
}
