package dev.relata.spring.console;

import dev.relata.recorder.Recorder;
import dev.relata.recorder.RequestRecording;
import dev.relata.recorder.StatementRecording;
import dev.relata.spi.StatementKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A statement that a plan is asked for, and the request that sent it. Immutable.
 *
 * @param text what to explain: of a cursor the query
 * @param request the request, null where it is no longer kept
 */
record RecordedStatement(String text, @Nullable RequestRecording request) {

    private static final Pattern CURSOR = Pattern.compile(
            "^\\s*DECLARE\\s.*?\\sCURSOR\\s(?:WITH(?:OUT)?\\s+HOLD\\s+)?FOR\\s+(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern EXPLAINABLE = Pattern.compile(
            "^\\s*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|TABLE)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Finds a statement, of a fetch the one that declared its cursor. */
    static RecordedStatement find(Recorder recorder, long id) {
        StatementRecording statement = recorder.statement(id)
                .orElseThrow(() -> new ConsoleException(
                        HttpStatus.NOT_FOUND,
                        "The statement is no longer kept: call the endpoint again, and open the new request."));
        RequestRecording request = request(recorder, id).orElse(null);
        String text = statement.kind() == StatementKind.FETCH ? declaring(request) : statement.text();
        return new RecordedStatement(explained(text), request);
    }

    static String explained(String text) {
        Matcher cursor = CURSOR.matcher(text);
        String query = cursor.matches() ? cursor.group(1) : text;
        if (!EXPLAINABLE.matcher(query).matches()) {
            throw new ConsoleException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "PostgreSQL plans SELECT, INSERT, UPDATE, DELETE and MERGE, not this statement.");
        }
        return query;
    }

    private static Optional<RequestRecording> request(Recorder recorder, long id) {
        return recorder.recordings()
                .flatMap(pipeline -> pipeline.bursts().stream())
                .flatMap(burst -> burst.requests().stream())
                .filter(request -> request.statements().stream().anyMatch(statement -> statement.id() == id))
                .findFirst();
    }

    private static String declaring(@Nullable RequestRecording request) {
        return (request == null ? Stream.<StatementRecording>empty() : request.statements().stream())
                .map(StatementRecording::text)
                .filter(text -> CURSOR.matcher(text).matches())
                .findFirst()
                .orElseThrow(() -> new ConsoleException(
                        HttpStatus.NOT_FOUND, "The statement that declared this cursor is no longer kept."));
    }

    /** Returns whether it looks up the rows of keys that were asked for together. */
    boolean ofLookups() {
        return request != null && request.keys() > 0;
    }
}
