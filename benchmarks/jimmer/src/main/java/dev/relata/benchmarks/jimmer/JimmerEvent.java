package dev.relata.benchmarks.jimmer;

import dev.relata.benchmarks.Event;
import java.time.Instant;
import org.babyfish.jimmer.sql.Entity;
import org.babyfish.jimmer.sql.Id;
import org.babyfish.jimmer.sql.Table;

/** The row that is streamed, as an entity. */
@Entity
@Table(name = Event.TABLE)
public interface JimmerEvent {

    /** The key. */
    @Id
    long id();

    /** A number. */
    long ownerId();

    /** A text. */
    String title();

    /** A small number. */
    int pages();

    /** A moment. */
    Instant createdAt();
}
