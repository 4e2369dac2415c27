package dev.relata.r2dbc.internal.dialect;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL type of a column, and how its values travel: what the select list says, how a parameter is cast, and
 * how a whole column of values goes through {@code unnest}.
 *
 * <p>A type of the white list is read in its binary form and bound as itself; every other one is cast to {@code text}
 * in the select list and from {@code text} in a parameter. Casts never carry a length or a precision: an explicit cast
 * to {@code varchar(20)} would truncate in silence, where the column itself refuses.
 *
 * <pre>{@code
 * PgType mood = PgType.of(Mood.class, "mood");
 * mood.readExpression("p.\"mood\"");   // p."mood"::text
 * mood.parameter(1, null);             // $1::text::mood
 * mood.arrayParameter(1, null);        // $1::text[]
 * mood.fromUnnest("u.c1", null);       // u.c1::mood
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class PgType {

    private final String name;
    private final String elementName;
    private final KnownPgType base;
    private final KnownPgType sent;
    private final KnownPgType received;
    private final int dimensions;
    private final boolean literal;

    private PgType(TypeName type, Class<?> elementClass, boolean literal) {
        this.name = type.declared();
        this.elementName = type.castName();
        this.base = type.base();
        this.sent = literal ? KnownPgType.TEXT : sent(base, elementClass);
        this.received = literal ? KnownPgType.TEXT : received(base, elementClass);
        this.literal = literal;
        this.dimensions = type.dimensions();
    }

    /**
     * Returns the type of a column that holds values of a Java type.
     *
     * @param javaType the type of the property; generics included, so that a {@code List<Line>} can be read from JSON
     * @param declared the type given by {@code @Column(type = …)}, as DDL would spell it, or null for the default
     * @throws IllegalArgumentException if {@code declared} is not a type's name, or is an array type where the Java type
     *     is neither an array, a {@code List} or {@code Set}, nor a {@code String}
     */
    public static PgType of(Type javaType, @Nullable String declared) {
        TypeName type = TypeName.parse(declared == null ? defaultName(javaType) : declared);
        if (type.dimensions() > 0 && javaType == String.class) {
            return new PgType(type, String.class, true);
        }
        Type element = javaType;
        for (int i = 0; i < type.dimensions(); i++) {
            Type component = DefaultPgTypes.elementOf(element);
            if (component == null) {
                throw new IllegalArgumentException(javaType.getTypeName() + " cannot be stored in " + type.declared()
                        + "; use an array or a List with as many dimensions, or a String");
            }
            element = component;
        }
        return new PgType(type, DefaultPgTypes.boxedClass(element), false);
    }

    /** Returns the name for DDL, as it was declared: {@code numeric(10,2)}, {@code text}, {@code bigint[]}. */
    public String name() {
        return name;
    }

    /** Returns the name for casts: no length, no precision; {@code numeric}, {@code bpchar}, {@code bigint[]}. */
    public String castName() {
        return elementName + brackets();
    }

    private String brackets() {
        return dimensions == 0 ? "" : "[]";
    }

    /** Returns the expression to put in a select list: the column as it is, or cast to what is read. */
    public String readExpression(String columnSql) {
        return received == base && !literal ? columnSql : columnSql + "::" + withDimensions(received);
    }

    /**
     * Returns a parameter of this type, cast: {@code $1::bigint}, {@code $1::text::citext}, {@code $1::varchar}.
     *
     * @param marker the expression whose text stands for null in an array; null if the value has no nulls in it
     */
    public String parameter(int index, @Nullable String marker) {
        if (marker != null) {
            return marked("$" + index + "::text[]", marker) + "::" + castName();
        }
        if (comparesAsColumn()) {
            return "$" + index + "::" + KnownPgType.VARCHAR.sqlName();
        }
        String parameter = "$" + index + "::" + withDimensions(sent);
        return sent == base && !literal ? parameter : parameter + "::" + castName();
    }

    /**
     * Returns a parameter that holds a whole column, as argument of {@code unnest}. Nulls travel as a text that is no value's,
     * the marker: the word NULL in an array means null only if the session's {@code array_nulls} is on.
     *
     * @param marker the expression whose text stands for null; null if there are no nulls
     */
    public String arrayParameter(int index, @Nullable String marker) {
        KnownPgType element = comparesAsColumn() ? KnownPgType.VARCHAR : arrayElement();
        if (marker == null) {
            return "$" + index + "::" + element.sqlName() + "[]";
        }
        String texts = marked("$" + index + "::text[]", marker);
        return element == KnownPgType.TEXT ? texts : texts + "::" + element.sqlName() + "[]";
    }

    /**
     * Whether a parameter leaves it to the column how they are compared. A {@code varchar} compared with {@code text} is one,
     * and compared with {@code char(n)}, whose column a model need not declare, it is that; a {@code text} never is.
     */
    private boolean comparesAsColumn() {
        return base == KnownPgType.TEXT && dimensions == 0;
    }

    private static String marked(String texts, String marker) {
        return "array_replace(" + texts + ", " + marker + ", NULL)";
    }

    /**
     * Returns a column of that {@code unnest}, cast to this type.
     *
     * @param marker the expression whose text stands for null within arrays too; null if there are no nulls
     */
    public String fromUnnest(String columnSql, @Nullable String marker) {
        if (dimensions > 0 && !literal && marker != null) {
            return marked(columnSql + "::text[]", marker) + "::" + castName();
        }
        if (dimensions == 0 && sent == base) {
            return columnSql;
        }
        String cast = dimensions > 0 && !literal && sent != base ? "::" + withDimensions(sent) : "";
        return columnSql + cast + "::" + castName();
    }

    /**
     * Returns the expression of a sort key: an exact text that does not depend on the session's settings, or a binary value
     * that {@code SortKeyCodec} turns into one.
     */
    public String sortKeyExpression(String columnSql) {
        if (base == KnownPgType.MONEY) {
            return columnSql + "::numeric" + brackets() + "::text";
        }
        return sortsInBinary() ? columnSql : columnSql + "::text";
    }

    /**
     * Returns a parameter for a sort key, without a type of its own: like a literal it takes the type, and so the order and the
     * collation, of the column that it is compared with. An array with nulls has a type of its own, and the column's collation.
     *
     * @param index the parameter's number
     * @param columnSql the column
     * @param marker the expression whose text stands for null in an array; null if it has no nulls
     */
    public String sortKeyParameter(int index, String columnSql, @Nullable String marker) {
        String parameter = "$" + index;
        if (marker != null) {
            String numbers = base == KnownPgType.MONEY ? "::numeric[]" : "";
            return marked(parameter + "::text[]", marker) + numbers + "::" + castName();
        }
        if (base == KnownPgType.MONEY) {
            return parameter + "::text::numeric" + brackets() + "::" + castName();
        }
        // Compared directly, a composite makes the parameter an anonymous record, which PostgreSQL cannot read. A cast
        // would check the constraints of a domain and lose the collation of the column. The planner reduces the CASE to
        // the parameter alone.
        return dimensions == 0 && base == KnownPgType.OTHER
                ? "CASE WHEN false THEN " + columnSql + " ELSE " + parameter + " END"
                : parameter;
    }

    /** Returns whether the text form of a value depends on the session, so that its sort key is read in binary. */
    public boolean sortsInBinary() {
        return base.textDependsOnSession();
    }

    /** Returns the element's type as PostgreSQL knows it. */
    public KnownPgType base() {
        return base;
    }

    /** Returns the type a single value, or the elements of an array value, are bound as. */
    public KnownPgType sent() {
        return sent;
    }

    /** Returns the element type of {@link #arrayParameter}; arrays travel as text there, for unnest would flatten them. */
    public KnownPgType arrayElement() {
        return dimensions > 0 ? KnownPgType.TEXT : sent;
    }

    /** Returns the type the value, or its elements, arrive as in the answer. */
    public KnownPgType received() {
        return received;
    }

    /** Returns whether an array type's values are written and read whole, as a {@code String} in PostgreSQL's array syntax. */
    public boolean literal() {
        return literal;
    }

    /** Returns the number of array dimensions; 0 for a single value. */
    public int dimensions() {
        return dimensions;
    }

    /** Two types are equal if they have the same name and travel alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PgType type
                && name.equals(type.name)
                && sent == type.sent
                && received == type.received
                && literal == type.literal;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    private String withDimensions(KnownPgType element) {
        return dimensions == 0 || literal ? element.sqlName() : element.sqlName() + "[]";
    }

    private static String defaultName(Type javaType) {
        Type element = javaType;
        StringBuilder suffix = new StringBuilder();
        while (isArray(element)) {
            element = Objects.requireNonNull(DefaultPgTypes.elementOf(element));
            suffix.append("[]");
        }
        KnownPgType base = DefaultPgTypes.defaultOf(element);
        // An array of what is not a database value is one JSON document, not an array of documents.
        return base == KnownPgType.JSONB ? base.sqlName() : base.sqlName() + suffix;
    }

    private static boolean isArray(Type type) {
        return !DefaultPgTypes.isCollection(DefaultPgTypes.boxedClass(type)) && DefaultPgTypes.elementOf(type) != null;
    }

    private static KnownPgType sent(KnownPgType base, Class<?> elementClass) {
        // The text form of money depends on lc_monetary; its casts from and to numeric are exact.
        if (base == KnownPgType.MONEY) {
            return Number.class.isAssignableFrom(elementClass) ? KnownPgType.NUMERIC : KnownPgType.TEXT;
        }
        return base == KnownPgType.OTHER ? KnownPgType.TEXT : base;
    }

    private static KnownPgType received(KnownPgType base, Class<?> elementClass) {
        if (base == KnownPgType.MONEY && elementClass == BigDecimal.class) {
            return KnownPgType.NUMERIC;
        }
        return base.readsBinaryInto(elementClass) ? base : KnownPgType.TEXT;
    }
}
