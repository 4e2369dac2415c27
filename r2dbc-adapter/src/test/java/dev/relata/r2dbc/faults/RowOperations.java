package dev.relata.r2dbc.faults;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.faults.Goods.Category;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Product;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.util.List;

/** Writes of one row, deletes with what follows, and changes of ids. */
record RowOperations(Relata relata) {

    List<Operation> all() {
        Customer customer = new Customer(3L, "customer 3", 3, 1);
        Category root = new Category(2L, 1L, "category 2");
        Product product = new Product(4L, "product 4", 40, 4L);
        return List.of(
                write("insert", () -> relata.insert(new Tag(null, "new"))),
                write("update", () -> relata.update(customer.withPoints(7))),
                write("upsert", () -> relata.upsert(new Tag(null, "tag 5"), Tag::text)),
                write("upsert of a new row", () -> relata.upsert(new Tag(null, "other"), Tag::text)),
                write("getOrCreate", () -> relata.getOrCreate(new Tag(null, "made"), Tag::text)),
                write("delete", () -> relata.delete(new Tag(12L, "tag 12"))),
                write("delete with cascades", () -> relata.delete(customer)),
                write("delete with cascades by two ways", () -> relata.delete(product)),
                write("delete of a tree", () -> relata.delete(root)),
                write(
                        "deleteAll",
                        () -> relata.from(Order.class)
                                .where(Order::id, gt(150L))
                                .deleteAll()),
                write(
                        "deleteAll with cascades",
                        () -> relata.from(Customer.class)
                                .where(Customer::id, lt(20L))
                                .deleteAll()),
                write(
                        "update of a selection",
                        () -> relata.from(Order.class)
                                .where(Order::id, gt(150L))
                                .update(set(Order::state, "late"))),
                write("changeId", () -> relata.changeId(customer, 903L)),
                write(
                        "sql execute",
                        () -> R2dbcStore.sql(relata, "UPDATE tags SET text = text || $1", "!")
                                .execute()),
                write(
                        "sql returning",
                        () -> R2dbcStore.sql(relata, "UPDATE tags SET text = text || $1 RETURNING *", "!")
                                .returning(Tag.class)));
    }
}
