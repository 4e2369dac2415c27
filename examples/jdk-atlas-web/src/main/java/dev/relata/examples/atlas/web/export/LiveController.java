package dev.relata.examples.atlas.web.export;

import dev.relata.examples.atlas.web.export.Live.Heap;
import dev.relata.examples.atlas.web.export.Live.Session;
import dev.relata.recorder.Recorder;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells several times a second what the server holds, for as long as somebody listens. */
@RestController
class LiveController {

    private static final Duration PACE = Duration.ofMillis(300);
    private static final String SESSIONS = """
            select pid, state, left(query, 120) as query,
                   extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and state in ('active', 'idle in transaction') and query not like '%pg_stat_activity%'
            order by pid""";

    private final Recorder recorder;
    private final DatabaseClient database;

    LiveController(Recorder recorder, DatabaseClient database) {
        this.recorder = recorder;
        this.database = database;
    }

    @GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Live>> live() {
        return Flux.interval(Duration.ZERO, PACE)
                .onBackpressureDrop()
                .concatMap(tick -> now(), 1)
                // Without its database the server has nothing to tell; browsers ask again by themselves.
                .onErrorComplete(DataAccessException.class)
                .map(live -> ServerSentEvent.builder(live).event("live").build());
    }

    private Mono<Live> now() {
        return database.sql(SESSIONS)
                .map(LiveController::session)
                .all()
                .collectList()
                .map(sessions -> new Live(recorder.streams(), ExportController.FETCH, heap(), sessions));
    }

    private static Heap heap() {
        MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Heap(usage.getUsed(), usage.getMax());
    }

    private static Session session(Row row, RowMetadata columns) {
        Double seconds = row.get("seconds", Double.class);
        return new Session(
                Objects.requireNonNull(row.get("pid", Integer.class)),
                Objects.requireNonNull(row.get("state", String.class)),
                Objects.requireNonNull(row.get("query", String.class)),
                seconds == null ? 0 : seconds);
    }
}
