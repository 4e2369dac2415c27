package dev.relata.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says by which column a cluster divides the rows of a record among its nodes: rows with one value of it, as a tenant's, are on one
 * node together, and a statement that names the value goes to that node alone.
 *
 * <p>The column belongs to the id and to each unique key, and relationships between records that are distributed hold it on both sides:
 * anything else is an error of the model, since a cluster cannot check such keys nor join such rows. A junction without a record between
 * records that are distributed by a column of one name has that column once. A relationship may lead to a {@link Reference} from
 * everywhere.
 *
 * <p>On a server that has no nodes it says the same of the model, and changes nothing else. {@link ClusterKind} writes the tables.
 *
 * <pre>{@code
 * @Distributed("tenant_id")
 * public record Order(@Id Long tenantId, @Id Long id, String customer) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Distributed {

    /**
     * The column that divides the rows.
     *
     * @return its name, as in the table
     */
    String value();
}
