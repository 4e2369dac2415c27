package dev.relata.benchmarks;

import dev.relata.model.Id;
import dev.relata.model.Table;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.codecs.pojo.annotations.BsonProperty;

/**
 * The row that is streamed: two bigints, a text, an int and a timestamptz. Immutable.
 *
 * @param id the key; named for the record codec of MongoDB's driver too
 * @param ownerId a number
 * @param title a text
 * @param pages a small number
 * @param createdAt a moment
 */
@Table(Event.TABLE)
public record Event(
        @Id @BsonId long id,
        @BsonProperty("owner_id") long ownerId,
        String title,
        int pages,
        @BsonProperty("created_at") Instant createdAt) {

    /** The table, or collection, that it is kept in. */
    public static final String TABLE = "relata_benchmark_events";
}
