package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How tables and columns are named that no annotation names. Names that {@link Table} and {@link Column} give win, and so do those
 * of a {@link RecordMapping}; the names of junctions, and of arrays of ids, are made of what the ends are called.
 *
 * <pre>{@code
 * Relata.builder().naming(Naming.PASCAL_CASE)             // InvoiceLine.unitPrice is "InvoiceLine"."UnitPrice"
 * Relata.builder().naming(Naming.of(type -> "t_" + type.getSimpleName().toLowerCase(), component -> "c_" + component))
 * }</pre>
 *
 * <p>Implementations are immutable and thread-safe, and answer the same name each time. A name that is null or blank is an error
 * of the model, and so are two tables, or two columns of a table, of one name.
 */
public interface Naming {

    /** {@code BookAuthor.firstName} is {@code book_authors.first_name}: words in lower case, tables in the regular plural. The default. */
    Naming SNAKE_CASE = CaseNaming.SNAKE;

    /** {@code BookAuthor.firstName} is {@code BOOK_AUTHORS.FIRST_NAME}: as {@link #SNAKE_CASE}, in upper case. */
    Naming UPPER_SNAKE_CASE = CaseNaming.UPPER_SNAKE;

    /** {@code BookAuthor.firstName} is {@code BookAuthor.FirstName}: each word begins with an upper case letter. */
    Naming PASCAL_CASE = CaseNaming.PASCAL;

    /** {@code BookAuthor.firstName} is {@code BookAuthor.firstName}: names as they are in Java. */
    Naming AS_DECLARED = CaseNaming.AS_DECLARED;

    /**
     * Names by functions; the parts of a name that is made of several are joined by an underscore.
     *
     * @param tables names the table of a record, with its schema before a dot where it has one
     * @param columns names the column of a component, by the component's name
     * @return the naming
     */
    static Naming of(Function<? super Class<?>, String> tables, UnaryOperator<String> columns) {
        RefusedException.unlessNull(tables, "Naming.of", "the function that names tables");
        RefusedException.unlessNull(columns, "Naming.of", "the function that names columns");
        return new Naming() {
            @Override
            public String table(Class<?> record) {
                return tables.apply(record);
            }

            @Override
            public String column(String component) {
                return columns.apply(component);
            }
        };
    }

    /**
     * Names the table of a record.
     *
     * @param record the record
     * @return the name, unquoted; a dot parts the schema from it
     */
    String table(Class<?> record);

    /**
     * Names the column of a component.
     *
     * @param component the component's name, such as {@code firstName}
     * @return the name, unquoted
     */
    String column(String component);

    /**
     * Names the junction of a relationship by links that names none.
     *
     * @param owner the table of the owner, with its schema
     * @param target the table of the target, without its schema
     * @return the name of the junction; {@code owner_target} by default
     */
    default String junction(String owner, String target) {
        return owner + "_" + target;
    }

    /**
     * Names the column of a junction that refers to one of its ends.
     *
     * @param end the end as a component would be called, such as {@code author}; of a relationship of a type to itself
     *     {@code fromAuthor} and {@code toAuthor}
     * @param idColumn the column that it refers to
     * @return the name of the column; {@code author_id} by default
     */
    default String reference(String end, String idColumn) {
        return column(end) + "_" + idColumn;
    }

    /**
     * Names the field in which an array of ids is kept.
     *
     * @param target the table of the target, without its schema
     * @return the name of the field; {@code target_ids} by default
     */
    default String idArray(String target) {
        return target + "_ids";
    }
}
