package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the errors of MariaDB, whose numbers tell more than its SQLSTATEs, so
 * they are translated to those that PostgreSQL has for the same. Stateless.
 */
final class MariaDbErrors implements ErrorForms {

    static final ErrorForms INSTANCE = new MariaDbErrors();

    /** The numbers of the server are in this range; an error of the driver has none. */
    private static final int FIRST = 1000;

    private static final int LAST = 6999;

    private static final String UNIQUE = "23505";
    private static final String NOT_NULL = "23502";
    private static final String FOREIGN_KEY = "23503";
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";
    private static final String CANCELLED = "57014";
    private static final String LOST = "08006";

    private static final Map<Integer, String> STATES = Map.ofEntries(
            Map.entry(1020, SERIALIZATION),
            Map.entry(1048, NOT_NULL),
            Map.entry(1053, LOST),
            Map.entry(1062, UNIQUE),
            Map.entry(1169, UNIQUE),
            Map.entry(1205, "55P03"),
            Map.entry(1206, SERIALIZATION),
            Map.entry(1213, DEADLOCK),
            Map.entry(1216, FOREIGN_KEY),
            Map.entry(1217, FOREIGN_KEY),
            Map.entry(1317, CANCELLED),
            Map.entry(1364, NOT_NULL),
            Map.entry(1451, FOREIGN_KEY),
            Map.entry(1452, FOREIGN_KEY),
            Map.entry(1586, UNIQUE),
            Map.entry(1761, UNIQUE),
            Map.entry(1762, UNIQUE),
            Map.entry(1792, "25006"),
            Map.entry(1927, LOST),
            Map.entry(1969, CANCELLED),
            Map.entry(4025, "23514"));

    private static final int DUPLICATE = 1062;

    /** A row that has changed since the snapshot of the transaction, too many locks, a deadlock. */
    private static final Set<Integer> UNDOING = Set.of(1020, 1206, 1213);

    /** Those whose messages name tables, columns and constraints alone. */
    private static final Set<Integer> WITHOUT_VALUES = Set.of(
            1020, 1048, 1054, 1146, 1205, 1213, 1216, 1217, 1264, 1305, 1364, 1406, 1451, 1452, 1792, 1969, 4025);

    private static final Pattern DUPLICATE_ENTRY =
            Pattern.compile("Duplicate entry '(.*)' for key '([^']*)'$", Pattern.DOTALL);
    private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT [`\"]([^`\"]+)[`\"]");
    private static final Pattern COLUMN =
            Pattern.compile("(?:[Cc]olumn|Field) (?:[`\"][^`\"]+[`\"]\\.){0,2}[`'\"]([^`'\"]+)[`'\"]");
    private static final Pattern QUOTED = Pattern.compile("'(.*)'", Pattern.DOTALL);
    private static final Pattern NUMBERED_ROW = Pattern.compile(" at row (\\d+)$");

    private MariaDbErrors() {}

    @Override
    public boolean isOfServer(DatabaseError error) {
        return error.number() >= FIRST && error.number() <= LAST;
    }

    /** A wait for a lock that took too long undoes the statement alone, by default. */
    @Override
    public boolean undoesTransaction(DatabaseError error) {
        return UNDOING.contains(error.number());
    }

    @Override
    public @Nullable String sqlState(DatabaseError error) {
        String text = error.message();
        if (!isOfServer(error)) {
            return error.state();
        }
        if (text.contains(WriteForms.OTHER_KEY)) {
            return UNIQUE;
        }
        if (text.contains(WriteForms.OTHER_VERSION)) {
            return SERIALIZATION;
        }
        return STATES.getOrDefault(error.number(), error.state());
    }

    @Override
    public String text(DatabaseError error) {
        String text = error.message();
        if (!isOfServer(error)) {
            return text;
        }
        if (text.contains(WriteForms.OTHER_KEY)) {
            return "a row was found by another unique key than that of the policy";
        }
        if (text.contains(WriteForms.OTHER_VERSION)) {
            return "a row has got another version meanwhile";
        }
        if (WITHOUT_VALUES.contains(error.number())) {
            return text;
        }
        Matcher duplicate = DUPLICATE_ENTRY.matcher(text);
        if (duplicate.find()) {
            return "Duplicate entry " + ValueText.of("'" + duplicate.group(1) + "'") + " for key '" + duplicate.group(2)
                    + "'";
        }
        return QUOTED.matcher(text)
                .replaceAll(quoted -> Matcher.quoteReplacement(ValueText.of("'" + quoted.group(1) + "'")));
    }

    @Override
    public @Nullable String constraint(DatabaseError error) {
        Matcher duplicate = DUPLICATE_ENTRY.matcher(error.message());
        if (duplicate.find()) {
            return duplicate.group(2);
        }
        Matcher named = CONSTRAINT.matcher(error.message());
        return named.find() ? named.group(1) : null;
    }

    @Override
    public Refused refused(DatabaseError error, EntityType<?> type) {
        String text = error.message();
        Matcher duplicate = DUPLICATE_ENTRY.matcher(text);
        if (error.number() == DUPLICATE && duplicate.find()) {
            return ofKey(type, duplicate.group(2), duplicate.group(1));
        }
        Matcher column = COLUMN.matcher(text);
        return column.find() ? ofColumn(type, column.group(1), error) : Refused.UNKNOWN;
    }

    private static Refused ofKey(EntityType<?> type, String name, String values) {
        List<Attribute> key = name.equals("PRIMARY")
                ? type.id()
                : type.uniqueKeys().stream()
                        .filter(columns -> isNamed(columns, name))
                        .findFirst()
                        .orElse(List.of());
        String[] parts = values.split("-", -1);
        return key.isEmpty()
                ? Refused.UNKNOWN
                : new Refused(
                        key,
                        (attribute, value) -> key.size() > 1 && parts.length != key.size()
                                || String.valueOf(value)
                                        .equals(key.size() == 1 ? values : parts[key.indexOf(attribute)]),
                        null,
                        0);
    }

    /** A key is named after its first column, or after all of them. */
    private static boolean isNamed(List<Attribute> columns, String name) {
        List<String> names = columns.stream().map(Attribute::column).toList();
        return name.equals(names.get(0)) || name.contains(String.join("_", names));
    }

    private static Refused ofColumn(EntityType<?> type, String column, DatabaseError error) {
        List<Attribute> attributes = type.attributes().stream()
                .filter(attribute -> column.equals(attribute.column()))
                .toList();
        boolean isNull = NOT_NULL.equals(STATES.get(error.number()));
        Matcher row = NUMBERED_ROW.matcher(error.message());
        Matcher quoted = QUOTED.matcher(error.message());
        String shown = quoted.find() ? quoted.group(1) : "";
        BiPredicate<Attribute, @Nullable Object> test = isNull
                ? (attribute, value) -> value == null
                : (attribute, value) -> value != null && shown.contains(value.toString());
        return new Refused(attributes, test, null, row.find() ? Integer.parseInt(row.group(1)) : 0);
    }
}
