package dev.relata.benchmarks;

import io.r2dbc.spi.ConnectionFactory;
import java.time.OffsetDateTime;
import org.springframework.data.annotation.Id;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.mapping.Table;
import reactor.core.publisher.Flux;

/** The same stream by Spring Data R2DBC's template. */
final class SpringEvents {

    private static final int FETCH = 4096;

    @Table(Event.TABLE)
    record SpringEvent(@Id long id, long ownerId, String title, int pages, OffsetDateTime createdAt) {

        Event event() {
            return new Event(id, ownerId, title, pages, createdAt.toInstant());
        }
    }

    private SpringEvents() {}

    static Flux<Event> all(ConnectionFactory connections) {
        return new R2dbcEntityTemplate(connections)
                .select(SpringEvent.class)
                .withFetchSize(FETCH)
                .all()
                .map(SpringEvent::event);
    }
}
