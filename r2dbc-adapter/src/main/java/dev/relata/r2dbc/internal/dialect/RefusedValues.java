package dev.relata.r2dbc.internal.dialect;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.ColumnSizes;
import dev.relata.spi.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads PostgreSQL's description of a value that it refused: the column, if it names one (in a field of the error, in its message,
 * in the key of a constraint, or in the context of a COPY), else the properties of the value. Stateless.
 */
final class RefusedValues {

    private static final Pattern COLUMN = Pattern.compile("column \"([^\"]+)\"");
    private static final Pattern COPIED = Pattern.compile("COPY [^,]+, line (\\d+)(?:, column ([^:\\n]+))?");
    private static final Pattern KEY =
            Pattern.compile("Key \\((.+?)\\)=\\((.*)\\) (?:already exists|conflicts|is )", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("row contains \\((.*)\\)\\.?$", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("too long for type .*\\((\\d+)\\)");
    private static final Pattern LENGTHS = Pattern.compile("char|text", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECIMALS = Pattern.compile("numeric|dec", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRECISION = Pattern.compile("precision (\\d+), scale (-?\\d+)");
    private static final Pattern QUOTED =
            Pattern.compile(": \"(.*)\"$|^value \"(.*)\" is out of range|^\"(.*)\" is out of range", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("(smallint|integer|bigint)(?: value)? out of range");

    private static final Map<String, BigInteger> LARGEST = Map.of(
            "smallint", BigInteger.valueOf(Short.MAX_VALUE),
            "integer", BigInteger.valueOf(Integer.MAX_VALUE),
            "bigint", BigInteger.valueOf(Long.MAX_VALUE));

    private RefusedValues() {}

    /** Returns the database's description of the value, for a write of a type. */
    static Refused of(DatabaseError error, EntityType<?> type) {
        Refused refused = elsewhere(error, type) ? Refused.UNKNOWN : named(error, type);
        return refused.attributes().isEmpty() && refused.rowText() == null && refused.row() == 0
                ? new Refused(List.of(), test(error), null, 0)
                : refused;
    }

    /** A trigger or a function may write another table, whose columns may have the same names. */
    private static boolean elsewhere(DatabaseError error, EntityType<?> type) {
        String written = type.table().substring(type.table().lastIndexOf('.') + 1);
        return error.table().filter(table -> !table.equals(written)).isPresent()
                && error.where()
                        .filter(where -> where.contains("PL/pgSQL function") || where.contains("SQL statement"))
                        .isPresent();
    }

    private static Refused named(DatabaseError error, EntityType<?> type) {
        String detail = error.detail().orElse("");
        Matcher key = KEY.matcher(detail);
        if (key.find()) {
            List<Attribute> columns = attributes(type, List.of(key.group(1).split(", ")));
            return ofKey(columns.isEmpty() ? within(key.group(1), type) : columns, key.group(1), key.group(2));
        }
        String rowText = found(ROW, detail);
        Matcher copied = COPIED.matcher(error.where().orElse(""));
        int row = copied.find() ? Integer.parseInt(copied.group(1)) : 0;
        List<Attribute> attributes = new ArrayList<>();
        column(error, copied).ifPresent(column -> attributes.addAll(attributes(type, List.of(column))));
        error.dataType().ifPresent(domain -> ofDomain(attributes, type, domain));
        if (attributes.isEmpty() && rowText != null) {
            attributes.addAll(ofConstraint(error, type));
        }
        boolean isNull = error.code().equals("23502");
        BiPredicate<Attribute, @Nullable Object> test = isNull ? (attribute, value) -> value == null : test(error);
        return new Refused(attributes, test, isNull ? null : rowText, row);
    }

    private static Optional<String> column(DatabaseError error, Matcher copied) {
        Optional<String> named = error.column().or(() -> Optional.ofNullable(found(COLUMN, error.message())));
        boolean inCopy = copied.reset().find() && copied.group(2) != null;
        return named.isPresent() || !inCopy ? named : Optional.of(copied.group(2));
    }

    private static Refused ofKey(List<Attribute> attributes, String columns, String values) {
        String[] texts = values.split(", ", -1);
        boolean split = texts.length == columns.split(", ").length && texts.length == attributes.size();
        return new Refused(
                attributes,
                (attribute, value) -> split && Objects.equals(text(value), texts[attributes.indexOf(attribute)]),
                null,
                0);
    }

    private static List<Attribute> attributes(EntityType<?> type, List<String> columns) {
        List<String> names =
                columns.stream().map(column -> column.replace("\"", "")).toList();
        return type.attributes().stream()
                .filter(attribute -> names.contains(attribute.column()))
                .toList();
    }

    /** The columns in the expressions of an index. */
    private static List<Attribute> within(String expressions, EntityType<?> type) {
        List<String> words = List.of(expressions.split("[^\\p{L}\\p{N}_$]+"));
        return type.attributes().stream()
                .filter(attribute -> words.contains(attribute.column()))
                .toList();
    }

    private static void ofDomain(List<Attribute> attributes, EntityType<?> type, String domain) {
        if (attributes.isEmpty()) {
            type.attributes().stream()
                    .filter(attribute -> domain.equals(attribute.declaredType()))
                    .forEach(attributes::add);
        }
    }

    /** The name that PostgreSQL gives to the check of one column. */
    private static List<Attribute> ofConstraint(DatabaseError error, EntityType<?> type) {
        String constraint = error.constraint().orElse("");
        String table = error.table().orElse("");
        return type.attributes().stream()
                .filter(attribute ->
                        constraint.matches(Pattern.quote(table + "_" + attribute.column() + "_check") + "\\d*"))
                .toList();
    }

    /** Returns a test for the refused value, if only its kind is known. */
    private static BiPredicate<Attribute, @Nullable Object> test(DatabaseError error) {
        String message = error.message();
        if (message.contains("bit string")
                || message.contains("binary digit")
                || message.contains("hexadecimal digit")) {
            return (attribute, value) -> any(value, one -> hasNoPlace(attribute, one));
        }
        String length = found(LENGTH, message);
        if (length != null) {
            Size size = new Size(Integer.parseInt(length), 0, 0);
            return (attribute, value) -> hasLength(attribute)
                    && ColumnSizes.exceeded(size, kept(attribute, value)).isPresent();
        }
        Matcher precision = PRECISION.matcher(error.detail().orElse(""));
        if (precision.find()) {
            Size size = new Size(0, Integer.parseInt(precision.group(1)), Integer.parseInt(precision.group(2)));
            return (attribute, value) -> fits(attribute, size, value)
                    && ColumnSizes.exceeded(size, value).isPresent();
        }
        String range = found(RANGE, message);
        if (range != null) {
            BigInteger largest = Objects.requireNonNull(LARGEST.get(range));
            return (attribute, value) -> any(value, one -> outside(one, largest));
        }
        String quoted = found(QUOTED, message);
        return quoted != null ? quoted(message, quoted) : unquoted(error.code(), message);
    }

    /** A type that is declared says whether it has a length; the default of a text has one where its column says so. */
    private static boolean hasLength(Attribute attribute) {
        String declared = attribute.declaredType();
        return declared == null || LENGTHS.matcher(declared).find();
    }

    private static @Nullable Object kept(Attribute attribute, @Nullable Object value) {
        return attribute.declaredType() == null ? value : ColumnLimits.asText(value);
    }

    private static boolean hasNoPlace(Attribute attribute, Object value) {
        return value instanceof String text
                && BitText.misfit(attribute.declaredType(), text).isPresent();
    }

    /** An attribute with a precision must have that of the error; a type without digits is declared to have them. */
    private static boolean fits(Attribute attribute, Size size, @Nullable Object value) {
        boolean digits = any(value, one -> one instanceof BigDecimal || one instanceof BigInteger);
        boolean declared =
                DECIMALS.matcher(String.valueOf(attribute.declaredType())).find();
        return (digits || declared)
                && (attribute.size().precision() == 0 || attribute.size().equals(size));
    }

    /** The same text may stand in several columns: one whose type the message names goes before those without one. */
    private static BiPredicate<Attribute, @Nullable Object> quoted(String message, String quoted) {
        return (attribute, value) -> any(value, one -> quoted.equals(text(one)) || quoted.equals(String.valueOf(value)))
                && (attribute.declaredType() == null || message.contains(base(attribute.declaredType())));
    }

    private static String base(String declaredType) {
        String name = declaredType.replaceAll("\\s*\\(.*|\\[.*|\"", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static BiPredicate<Attribute, @Nullable Object> unquoted(String code, String message) {
        return switch (code) {
            case "22003" ->
                message.startsWith("value out of range")
                        ? (attribute, value) -> any(value, RefusedValues::beyondReal)
                        : (attribute, value) -> any(value, one -> overflows(attribute, one));
            case "22008" -> (attribute, value) -> value instanceof Temporal;
            default -> (attribute, value) -> false;
        };
    }

    private static boolean overflows(Attribute attribute, Object value) {
        boolean money = "money".equalsIgnoreCase(attribute.declaredType());
        BigDecimal number =
                value instanceof BigDecimal || value instanceof BigInteger ? ColumnSizes.decimal((Number) value) : null;
        return number != null && (money ? ColumnLimits.overflowsMoney(number) : ColumnLimits.overflows(number));
    }

    private static boolean beyondReal(Object value) {
        double number = value instanceof Double given ? Math.abs(given) : 0;
        return number > Float.MAX_VALUE || number > 0 && number < Float.MIN_VALUE;
    }

    private static boolean outside(Object value, BigInteger largest) {
        BigInteger number = value instanceof BigInteger whole
                ? whole
                : value instanceof BigDecimal decimal
                        ? decimal.toBigInteger()
                        : value instanceof Number given ? BigInteger.valueOf(given.longValue()) : BigInteger.ZERO;
        return number.compareTo(largest) > 0
                || number.compareTo(largest.negate().subtract(BigInteger.ONE)) < 0;
    }

    /** Whether it is true of the value, or of an element of it. */
    private static boolean any(@Nullable Object value, java.util.function.Predicate<Object> test) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).anyMatch(element -> any(element, test));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(element -> any(element, test)) || test.test(value);
        }
        return value != null && test.test(value);
    }

    private static @Nullable String text(@Nullable Object value) {
        String text = value == null ? null : ColumnSizes.text(value);
        return text == null && value != null ? value.toString() : text;
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        return null;
    }
}
