package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Times as BSON dates, as the driver's own codecs keep them: milliseconds, in UTC. What is finer is cut off towards the
 * past; dates are midnights, times of day lie on the first day of 1970.
 */
final class TimeCodec implements ValueCodec {

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    private static final Map<Class<?>, TimeCodec> CODECS = Map.of(
            Instant.class, new TimeCodec(Instant.class::cast, moment -> moment),
            OffsetDateTime.class,
                    new TimeCodec(
                            time -> ((OffsetDateTime) time).toInstant(), moment -> moment.atOffset(ZoneOffset.UTC)),
            ZonedDateTime.class,
                    new TimeCodec(time -> ((ZonedDateTime) time).toInstant(), moment -> moment.atZone(ZoneOffset.UTC)),
            LocalDateTime.class,
                    new TimeCodec(
                            time -> ((LocalDateTime) time).toInstant(ZoneOffset.UTC),
                            moment -> LocalDateTime.ofInstant(moment, ZoneOffset.UTC)),
            LocalDate.class,
                    new TimeCodec(
                            date -> ((LocalDate) date).atStartOfDay().toInstant(ZoneOffset.UTC),
                            moment -> LocalDate.ofInstant(moment, ZoneOffset.UTC)),
            LocalTime.class,
                    new TimeCodec(
                            time -> ((LocalTime) time).atDate(FIRST_DAY).toInstant(ZoneOffset.UTC),
                            moment -> LocalTime.ofInstant(moment, ZoneOffset.UTC)));

    private final Function<Object, Instant> write;
    private final Function<Instant, Object> read;

    private TimeCodec(Function<Object, Instant> write, Function<Instant, Object> read) {
        this.write = write;
        this.read = read;
    }

    /** The codec of a class of times, or null for any other class. */
    static @Nullable ValueCodec of(Class<?> type) {
        return CODECS.get(type);
    }

    @Override
    public BsonValue toBson(Object value) {
        try {
            return new BsonDateTime(write.apply(value).toEpochMilli());
        } catch (ArithmeticException e) {
            throw new InvalidValueException(
                    ValueText.of(value) + " is further from 1970 than MongoDB's dates reach (292 million years)");
        }
    }

    @Override
    public Object fromBson(BsonValue value) {
        if (!value.isDateTime()) {
            throw unexpected(value.getBsonType());
        }
        return read.apply(Instant.ofEpochMilli(value.asDateTime().getValue()));
    }

    @Override
    public Object read(BsonReader reader) {
        if (reader.getCurrentBsonType() != BsonType.DATE_TIME) {
            throw unexpected(reader.getCurrentBsonType());
        }
        return read.apply(Instant.ofEpochMilli(reader.readDateTime()));
    }

    private static InvalidValueException unexpected(BsonType type) {
        return new InvalidValueException("a date is expected, and a " + type + " is stored");
    }
}
