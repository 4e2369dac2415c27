package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Path;
import dev.relata.spi.RowValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row under its alias, and the rows that it refers to, each joined once however often it is named. */
public final class AliasedTable {

    private final Statement statement;
    private final EntityType<?> type;
    private final String alias;
    private final Map<List<Association>, String> joined = new HashMap<>();
    private final Map<RowValue, String> computed = new HashMap<>();
    private final StringBuilder joins = new StringBuilder();
    private final @Nullable Ownership owner;

    public AliasedTable(Statement statement, EntityType<?> type) {
        this(statement, type, null);
    }

    /**
     * Gives the table an alias of its own.
     *
     * @param owner the owner of the rows, or null
     */
    public AliasedTable(Statement statement, EntityType<?> type, @Nullable Ownership owner) {
        this(statement, type, statement.alias("t"), owner);
    }

    AliasedTable(Statement statement, EntityType<?> type, String alias, @Nullable Ownership owner) {
        this.statement = statement;
        this.type = type;
        this.alias = alias;
        this.owner = owner;
    }

    public Statement statement() {
        return statement;
    }

    public EntityType<?> type() {
        return type;
    }

    public String alias() {
        return alias;
    }

    String column(Attribute attribute) {
        return Names.column(alias, attribute);
    }

    public List<String> columns(List<Attribute> attributes) {
        return attributes.stream().map(this::column).toList();
    }

    String column(Path path) {
        if (owner != null && path.isPosition(owner.association())) {
            return owner.link().get().position(statement, alias);
        }
        return Names.column(alias(path.steps()), path.attribute());
    }

    /** The type of a value of a row. */
    SqlType type(RowValue value) {
        Attribute attribute = value.attribute();
        return attribute == null ? SqlType.ofNumber(value.valueClass()) : statement.type(attribute);
    }

    /** A value of a row, the same text each time it is named. */
    String column(RowValue value) {
        if (value instanceof Path path) {
            return column(path);
        }
        String known = computed.get(value);
        if (known == null) {
            known = RowValues.read(this, value);
            computed.put(value, known);
        }
        return known;
    }

    /** The joins that paths have asked for so far. */
    public String joins() {
        return joins.toString();
    }

    private String alias(List<Association> steps) {
        if (steps.isEmpty()) {
            return alias;
        }
        String known = joined.get(steps);
        if (known != null) {
            return known;
        }
        String from = alias(steps.subList(0, steps.size() - 1));
        String target = join(from, steps.get(steps.size() - 1));
        joined.put(steps, target);
        return target;
    }

    private String join(String from, Association step) {
        Junction junction = step.junction();
        if (junction == null) {
            return join(step.target(), step.targetKey(), from, step.sourceKey());
        }
        String link = join(junction.type(), junction.ownerColumns(), from, step.sourceKey());
        return join(step.target(), step.targetKey(), link, junction.targetColumns());
    }

    private String join(EntityType<?> target, List<Attribute> key, String from, List<Attribute> reference) {
        String to = statement.alias("t");
        joins.append(" LEFT JOIN ").append(Names.table(target)).append(" AS ").append(to);
        joins.append(" ON ").append(Names.equal(to, key, from, reference));
        return to;
    }
}
