package dev.relata.r2dbc.internal.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL type whose input and binary output this adapter knows by heart; every other one is {@link #OTHER} and
 * travels as text in both directions. Immutable.
 */
public enum KnownPgType {
    BOOLEAN("boolean", List.of("bool"), Boolean.class),
    SMALLINT("smallint", List.of("int2", "smallserial", "serial2"), Sets.INTEGERS),
    INTEGER("integer", List.of("int", "int4", "serial", "serial4"), Sets.INTEGERS),
    BIGINT("bigint", List.of("int8", "bigserial", "serial8"), Sets.INTEGERS),
    REAL("real", List.of("float4"), Float.class),
    DOUBLE("double precision", List.of("float8", "float"), Double.class),
    NUMERIC("numeric", List.of("decimal", "dec"), BigDecimal.class, BigInteger.class),
    MONEY("money", List.of()),
    TEXT("text", List.of(), Sets.ANY),
    VARCHAR(
            "varchar",
            List.of("character varying", "char varying", "national character varying", "national char varying"),
            Sets.ANY),
    BPCHAR(
            "bpchar",
            List.of("char", "character", "nchar", "national character", "national char"),
            String.class,
            Character.class),
    UUID("uuid", List.of(), java.util.UUID.class),
    BYTEA("bytea", List.of(), byte[].class),
    DATE("date", List.of(), LocalDate.class),
    TIME("time", List.of("time without time zone"), LocalTime.class),
    TIMETZ("timetz", List.of("time with time zone"), OffsetTime.class),
    TIMESTAMP("timestamp", List.of("timestamp without time zone"), Sets.MOMENTS),
    TIMESTAMPTZ("timestamptz", List.of("timestamp with time zone"), Sets.MOMENTS),
    INTERVAL("interval", List.of(), Duration.class, Period.class),
    JSON("json", List.of(), Sets.ANY),
    JSONB("jsonb", List.of(), Sets.ANY),
    /** Any other type: an enum, a domain, citext, inet, a range. Sent and read as text. */
    OTHER("text", List.of());

    private static final Map<String, KnownPgType> BY_NAME = Stream.of(values())
            .filter(type -> type != OTHER)
            .flatMap(type -> Stream.concat(Stream.of(type.sqlName), type.aliases.stream())
                    .map(name -> Map.entry(name, type)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String sqlName;
    private final List<String> aliases;
    private final Set<Class<?>> binaryClasses;

    KnownPgType(String sqlName, List<String> aliases, Class<?>... binaryClasses) {
        this(sqlName, aliases, Set.of(binaryClasses));
    }

    KnownPgType(String sqlName, List<String> aliases, Set<Class<?>> binaryClasses) {
        this.sqlName = sqlName;
        this.aliases = aliases;
        this.binaryClasses = binaryClasses;
    }

    /** Returns the name to cast to; it never carries a length or a precision. */
    public String sqlName() {
        return sqlName;
    }

    /** Returns the type of that name or alias in lower case, without modifiers, or {@link #OTHER}. */
    static KnownPgType named(String name) {
        return BY_NAME.getOrDefault(name, OTHER);
    }

    /** Returns whether a value of this type is read into that (boxed) class from its binary form. */
    boolean readsBinaryInto(Class<?> javaClass) {
        return binaryClasses == Sets.ANY || binaryClasses.contains(javaClass);
    }

    /** Returns whether the text form depends on datestyle, intervalstyle, timezone or extra_float_digits. */
    boolean textDependsOnSession() {
        return switch (this) {
            case REAL, DOUBLE, DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> true;
            default -> false;
        };
    }

    /** Constants that an enum's constructor arguments may refer to. */
    private static final class Sets {
        private static final Set<Class<?>> ANY = Set.of(Object.class);
        private static final Set<Class<?>> INTEGERS =
                Set.of(Long.class, Integer.class, Short.class, Byte.class, Year.class);
        private static final Set<Class<?>> MOMENTS =
                Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class, LocalDateTime.class);

        private Sets() {}
    }
}
