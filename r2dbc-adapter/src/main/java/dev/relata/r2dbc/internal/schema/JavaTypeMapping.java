package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute.Size;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.schema.live.LiveEnum;
import dev.relata.schema.live.LiveJavaType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the values of a column are in Java, by the names that the catalogue has for its type. Stateless. */
final class JavaTypeMapping {

    private static final Map<KnownPgType, Class<?>> CLASSES = Map.ofEntries(
            Map.entry(KnownPgType.BOOLEAN, Boolean.class),
            Map.entry(KnownPgType.SMALLINT, Short.class),
            Map.entry(KnownPgType.INTEGER, Integer.class),
            Map.entry(KnownPgType.BIGINT, Long.class),
            Map.entry(KnownPgType.REAL, Float.class),
            Map.entry(KnownPgType.DOUBLE, Double.class),
            Map.entry(KnownPgType.NUMERIC, BigDecimal.class),
            Map.entry(KnownPgType.MONEY, BigDecimal.class),
            Map.entry(KnownPgType.UUID, UUID.class),
            Map.entry(KnownPgType.BYTEA, byte[].class),
            Map.entry(KnownPgType.DATE, LocalDate.class),
            Map.entry(KnownPgType.TIME, LocalTime.class),
            Map.entry(KnownPgType.TIMETZ, OffsetTime.class),
            Map.entry(KnownPgType.TIMESTAMP, LocalDateTime.class),
            Map.entry(KnownPgType.TIMESTAMPTZ, Instant.class),
            Map.entry(KnownPgType.JSON, JsonNode.class),
            Map.entry(KnownPgType.JSONB, JsonNode.class));

    private static final Set<KnownPgType> DOCUMENTS = EnumSet.of(KnownPgType.JSON, KnownPgType.JSONB);
    private static final Set<KnownPgType> TIMES =
            EnumSet.of(KnownPgType.TIME, KnownPgType.TIMETZ, KnownPgType.TIMESTAMP, KnownPgType.TIMESTAMPTZ);
    private static final Pattern DAY_TIME = Pattern.compile("interval (?:day|hour|minute|second).*");
    private static final Pattern MODIFIER = Pattern.compile("\\((-?\\d+)(?:,(-?\\d+))?\\)");

    private JavaTypeMapping() {}

    /**
     * Chooses the class for a column.
     *
     * @param element the type of one value, without length or precision
     * @param base the type of the column; that of the values of its domain if it has one
     * @param dimensions the dimensions of an array
     * @param domain whether the type of the column is a domain
     * @param labels the values of an enumerated type
     */
    static LiveJavaType of(String element, String base, int dimensions, boolean domain, @Nullable LiveEnum labels) {
        if (labels != null && !(domain && dimensions > 0)) {
            return new LiveJavaType(Enum.class, dimensions, labels, Size.DEFAULT, true);
        }
        KnownPgType type = element.equals("\"char\"")
                ? KnownPgType.OTHER
                : PgType.of(String.class, element).base();
        if (dimensions > 0 && (domain || DOCUMENTS.contains(type))) {
            return new LiveJavaType(String.class, 0, null, Size.DEFAULT, true);
        }
        Class<?> javaType = javaType(type, base);
        Size size = domain ? Size.DEFAULT : size(type, base);
        boolean said = sized(base) == !size.equals(Size.DEFAULT);
        return new LiveJavaType(javaType, dimensions, null, size, domain || !said || !usual(type, javaType));
    }

    /** An interval may have months and days, which no Java type holds together, unless its type says that it has none. */
    private static Class<?> javaType(KnownPgType type, String base) {
        if (type == KnownPgType.INTERVAL) {
            return DAY_TIME.matcher(base).matches() ? Duration.class : String.class;
        }
        return CLASSES.getOrDefault(type, String.class);
    }

    /** Returns whether the Java type alone stands for the type. */
    private static boolean usual(KnownPgType type, Class<?> javaType) {
        return type == KnownPgType.VARCHAR || PgType.of(javaType, null).base() == type;
    }

    private static boolean sized(String base) {
        return base.indexOf('(') >= 0;
    }

    /** What {@code @Column} can say of the length or precision; nothing where it has no words for it. */
    private static Size size(KnownPgType type, String base) {
        Matcher modifier = MODIFIER.matcher(base);
        if (!modifier.find()) {
            return Size.DEFAULT;
        }
        int first = Integer.parseInt(modifier.group(1));
        int second = modifier.group(2) == null ? 0 : Integer.parseInt(modifier.group(2));
        if (type == KnownPgType.VARCHAR) {
            return new Size(first, 0, 0);
        }
        if (type == KnownPgType.NUMERIC && second >= 0 && second <= first || TIMES.contains(type)) {
            return new Size(0, first, second);
        }
        return Size.DEFAULT;
    }
}
