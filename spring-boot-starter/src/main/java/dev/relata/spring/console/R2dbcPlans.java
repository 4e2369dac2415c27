package dev.relata.spring.console;

import dev.relata.recorder.FindingKind;
import dev.relata.recorder.Recorder;
import dev.relata.recorder.RequestRecording;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Plans of PostgreSQL 16 and later, in a transaction that reads only and is rolled back. The statement is planned for any values and
 * not carried out. Thread-safe.
 */
final class R2dbcPlans implements Plans {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A driver would want values for the parameters of the statement; a block in which it stands as bytes shows it none. */
    private static final String EXPLAIN = """
            DO $relata$ DECLARE plan json; BEGIN
            EXECUTE convert_from(decode('%s', 'hex'), 'UTF8') INTO plan;
            PERFORM set_config('relata.plan', plan::text, true);
            END $relata$""";

    private static final String INDEX = """
            SELECT count(*) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = to_regclass($1) AND a.attname = $2""";

    private final ConnectionFactory connections;
    private final Recorder recorder;
    private final ConsoleJson json;

    R2dbcPlans(ConnectionFactory connections, Recorder recorder, ConsoleJson json) {
        this.connections = connections;
        this.recorder = recorder;
        this.json = json;
    }

    @Override
    public Mono<Plan> explain(long statement) {
        return Mono.fromCallable(() -> RecordedStatement.find(recorder, statement))
                // It looks through all that is kept.
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> Mono.usingWhen(
                                connections.create(), connection -> explained(connection, found), R2dbcPlans::giveBack)
                        .timeout(PATIENCE))
                .onErrorMap(error -> !(error instanceof ConsoleException), R2dbcPlans::unplanned);
    }

    private static Mono<Void> giveBack(Connection connection) {
        return Mono.from(connection.rollbackTransaction()).onErrorComplete().then(Mono.from(connection.close()));
    }

    private Mono<Plan> explained(Connection connection, RecordedStatement statement) {
        return Mono.from(connection.beginTransaction())
                .then(run(connection, "SET TRANSACTION READ ONLY"))
                .then(run(connection, "SET LOCAL statement_timeout = '5s'"))
                .then(run(connection, explaining(statement.text())))
                .then(Mono.defer(() -> text(connection, "SELECT current_setting('relata.plan')")))
                .map(json::read)
                .delayUntil(plan -> statement.ofLookups()
                        ? Flux.fromIterable(SequentialScan.in(plan))
                                .concatMap(scan -> report(connection, scan, statement.request()))
                                .then()
                        : Mono.empty())
                .map(plan -> new Plan(statement.text(), plan));
    }

    private static String explaining(String text) {
        String explain = "EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + text;
        return EXPLAIN.formatted(HexFormat.of().formatHex(explain.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mono<Void> run(Connection connection, String text) {
        return Flux.from(connection.createStatement(text).execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    private static Mono<String> text(Connection connection, String text) {
        return Flux.from(connection.createStatement(text).execute())
                .flatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                .single();
    }

    /** Adds a finding unless there is an index, which the planner leaves aside for a small table. */
    private Mono<Void> report(Connection connection, SequentialScan scan, @Nullable RequestRecording request) {
        String subject = request == null ? scan.table() : request.relationship();
        return Flux.from(connection
                        .createStatement(INDEX)
                        .bind(0, SequentialScan.quoted(scan.table()))
                        .bind(1, scan.columns().get(0))
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                .filter(indexes -> indexes == 0)
                .doOnNext(none -> recorder.add(
                        FindingKind.SEQUENTIAL_SCAN,
                        subject,
                        "A lookup of " + subject + " reads the whole table " + scan.table() + ": no index begins with "
                                + scan.columns().get(0) + ".",
                        scan.createIndex()))
                .then();
    }

    private static ConsoleException unplanned(Throwable error) {
        if (error instanceof R2dbcException refused) {
            String message = String.valueOf(refused.getMessage());
            return new ConsoleException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    message.contains("generic_plan")
                            ? "This server is older than PostgreSQL 16, the first that plans a statement without its values."
                            : "The server gives no plan: " + message);
        }
        return new ConsoleException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "No plan within " + PATIENCE.toSeconds() + " seconds: "
                        + error.getClass().getSimpleName()
                        + ". All connections may be in use; the view Pool shows by whom.");
    }
}
