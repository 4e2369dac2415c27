package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Operand;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that the database works out for a row, as expressions. */
public final class Operands implements Operand.Visitor<String> {

    private static final String UTC = " AT TIME ZONE 'UTC'";

    private static final Set<KnownPgType> WHOLE =
            EnumSet.of(KnownPgType.SMALLINT, KnownPgType.INTEGER, KnownPgType.BIGINT);

    private static final Set<KnownPgType> TIMES = EnumSet.of(KnownPgType.TIMESTAMP, KnownPgType.TIMESTAMPTZ);

    private final AliasedTable aliased;
    private final Statement statement;
    /** Whether whole numbers are calculated as numeric, so that only the result must fit. */
    private final boolean exact;
    /** The type that the value is compared with or assigned to; null if there is none. */
    private final @Nullable KnownPgType wanted;

    private Operands(AliasedTable aliased, boolean exact, @Nullable KnownPgType wanted) {
        this.aliased = aliased;
        this.statement = aliased.statement();
        this.exact = exact;
        this.wanted = wanted;
    }

    /** Two values of a row with the operator between them. */
    static String compared(AliasedTable aliased, Operand left, String operator, Operand right) {
        KnownPgType base = right instanceof Operand.Stored stored
                ? aliased.statement().type(stored.path().attribute()).pgType().base()
                : null;
        String one = left.accept(new Operands(aliased, true, base));
        return one + " " + operator + " " + right.accept(new Operands(aliased, true, null));
    }

    /** The new value of a column. A result that the Java type cannot hold fails, also where the column could hold it. */
    public static String assigned(AliasedTable aliased, Attribute attribute, Operand operand) {
        boolean nested = operand instanceof Operand.Calculation calculation
                && (calculation.left() instanceof Operand.Calculation
                        || calculation.right() instanceof Operand.Calculation);
        KnownPgType base = aliased.statement().type(attribute).pgType().base();
        String value = operand.accept(new Operands(aliased, nested, base));
        return operand instanceof Operand.Calculation ? fitted(attribute.valueClass(), base, value) : value;
    }

    private static String fitted(Class<?> type, KnownPgType base, String value) {
        if (type == Byte.class) {
            // PostgreSQL has no type of one byte: what is too large for it overflows where it is shifted by one.
            return "(" + value + "::smallint * 256::smallint) / 256::smallint";
        }
        KnownPgType own = type == Short.class
                ? KnownPgType.SMALLINT
                : type == Integer.class ? KnownPgType.INTEGER : type == Long.class ? KnownPgType.BIGINT : base;
        return own == base ? value : value + "::" + own.sqlName();
    }

    @Override
    public String constant(Operand.Constant operand) {
        SqlType type = statement.type(operand.attribute());
        return exactly(type, statement.value(type, operand.value()));
    }

    @Override
    public String stored(Operand.Stored operand) {
        SqlType type = statement.type(operand.path().attribute());
        String column = aliased.column(operand.path());
        KnownPgType base = type.pgType().base();
        // Else the time zone of the session would decide how the two kinds of times are one.
        boolean otherKind = wanted != null && wanted != base && TIMES.contains(wanted) && TIMES.contains(base);
        return otherKind ? column + UTC : column;
    }

    @Override
    public String calculation(Operand.Calculation operand) {
        String operator = switch (operand.operation()) {
            case PLUS -> " + ";
            case MINUS -> " - ";
            case TIMES -> " * ";
        };
        return "(" + number(operand.left()) + operator + number(operand.right()) + ")";
    }

    private String number(Operand operand) {
        String number = operand.accept(this);
        return operand instanceof Operand.Stored stored
                ? exactly(statement.type(stored.path().attribute()), number)
                : number;
    }

    private String exactly(SqlType type, String number) {
        return exact && WHOLE.contains(type.pgType().base()) ? number + "::" + KnownPgType.NUMERIC.sqlName() : number;
    }

    @Override
    public String columnDefault(Operand.ColumnDefault operand) {
        return "DEFAULT";
    }

    @Override
    public String now(Operand.Now operand) {
        return switch (statement.type(operand.attribute()).pgType().base()) {
            case TIMESTAMP -> "now()" + UTC;
            case DATE -> "(now()" + UTC + ")::date";
            default -> "now()";
        };
    }
}
