package dev.relata.r2dbc.faults;

import static dev.relata.r2dbc.faults.Operation.read;
import static dev.relata.r2dbc.faults.Operation.write;

import dev.relata.Relata;
import dev.relata.r2dbc.faults.Goods.Notice;
import java.util.List;

/** The schema and the integrity of the shop, and the schema of a warehouse that has no tables yet. */
record SchemaOperations(Relata relata, Relata warehouse) {

    List<Operation> all() {
        return List.of(
                read("schema validate", () -> relata.schema().validate()),
                read("schema verify", () -> relata.schema().verify()),
                read("schema missingDdl", () -> warehouse.schema().missingDdl()),
                read("schema records", () -> relata.schema().records("shop")),
                write("schema create", () -> warehouse.schema().create()),
                write("schema createMissing", () -> warehouse.schema().createMissing()),
                write("schema createTables", () -> warehouse.schema().createTables()),
                write(
                        "schema createConstraints",
                        () -> warehouse
                                .schema()
                                .createTables()
                                .then(warehouse.schema().createConstraints())
                                .as(warehouse::transactional)),
                read(
                        "orphans",
                        () -> relata.integrity().orphans(Notice.CATEGORY).all()),
                read(
                        "iterate orphans",
                        () -> relata.integrity().orphans(Notice.CATEGORY).iterate()),
                read(
                        "orphans count",
                        () -> relata.integrity().orphans(Notice.CATEGORY).count()),
                write(
                        "orphans delete",
                        () -> relata.integrity().orphans(Notice.CATEGORY).delete()),
                write(
                        "orphans setNull",
                        () -> relata.integrity().orphans(Notice.CATEGORY).setNull()));
    }
}
