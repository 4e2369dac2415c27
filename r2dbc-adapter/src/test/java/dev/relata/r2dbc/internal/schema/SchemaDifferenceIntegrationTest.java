package dev.relata.r2dbc.internal.schema;

import static dev.relata.r2dbc.internal.schema.SchemaDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.spi.SchemaDifference;
import dev.relata.test.conformance.model.ConformanceModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is changed in the tables of a model is found and named, and nothing else. */
class SchemaDifferenceIntegrationTest {

    private static SchemaDatabase database;
    private static Relata relata;

    @BeforeAll
    static void createDatabase() {
        database = new SchemaDatabase();
        relata = database.relata(SchemaModels.SHOP);
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void createTables() {
        database.clear();
        await(relata.schema().create());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP INDEX items_product_code_idx | INDEX items(product_code)
            DROP INDEX purchases_customer_id_idx | INDEX purchases(customer_id)
            ALTER TABLE products_products DROP CONSTRAINT products_products_to_product_code_fkey | FOREIGN_KEY products_products(to_product_code)
            DROP TABLE redemptions | MISSING_TABLE redemptions
            ALTER TABLE customers DROP COLUMN note | MISSING_COLUMN customers(note)
            ALTER TABLE customers RENAME note TO remark | MISSING_COLUMN customers(note)
            ALTER TABLE customers ALTER note TYPE varchar(10) | TYPE customers(note)
            ALTER TABLE customers ALTER email TYPE varchar(81) | TYPE customers(email)
            ALTER TABLE customers ALTER email TYPE text | TYPE customers(email)
            ALTER TABLE customers ALTER created_at TYPE timestamp | TYPE customers(created_at)
            ALTER TABLE customers ALTER created_at TYPE timestamptz(0) | TYPE customers(created_at)
            ALTER TABLE items ALTER amount TYPE bigint | TYPE items(amount)
            ALTER TABLE products ALTER price TYPE numeric(10,3) | TYPE products(price)
            ALTER TABLE products ALTER price TYPE numeric | TYPE products(price)
            ALTER TABLE products ALTER name TYPE text[] USING ARRAY[name] | TYPE products(name)
            ALTER TABLE products ALTER name DROP NOT NULL | NULLABILITY products(name)
            ALTER TABLE customers ALTER created_at DROP NOT NULL | NULLABILITY customers(created_at)
            ALTER TABLE customers ALTER note SET NOT NULL | NULLABILITY customers(note)
            ALTER TABLE customers ALTER state DROP DEFAULT | DEFAULT customers(state)
            ALTER TABLE customers ALTER state SET DEFAULT 'old' | DEFAULT customers(state)
            ALTER TABLE redemptions ALTER at SET DEFAULT clock_timestamp() | DEFAULT redemptions(at)
            ALTER TABLE coupons ALTER id DROP IDENTITY | DEFAULT coupons(id)
            ALTER TABLE addresses ALTER id DROP DEFAULT | DEFAULT addresses(id)
            ALTER TABLE customers DROP CONSTRAINT customers_email_key | UNIQUE_KEY customers(email)
            ALTER TABLE addresses DROP CONSTRAINT addresses_customer_id_key | UNIQUE_KEY addresses(customer_id)
            ALTER TABLE items DROP CONSTRAINT items_pkey | PRIMARY_KEY items(tenant_id, position)
            ALTER TABLE items ADD shelf int NOT NULL | UNKNOWN_REQUIRED_COLUMN items(shelf)
            ALTER TABLE customers DROP CONSTRAINT customers_email_key; ALTER TABLE customers ADD UNIQUE (email) DEFERRABLE | UNIQUE_KEY customers(email)
            ALTER TABLE items DROP CONSTRAINT items_pkey; ALTER TABLE items ADD PRIMARY KEY (tenant_id, position) DEFERRABLE INITIALLY DEFERRED | PRIMARY_KEY items(tenant_id, position)
            CREATE UNIQUE INDEX ON items (product_code) | UNKNOWN_UNIQUE_KEY items(product_code)
            """)
    void oneChangeIsOneDifference(String change, String difference) {
        assertThat(database.differences(relata)).isEmpty();

        database.execute(change.split("; ", -1));

        assertThat(database.found(relata)).containsExactly(difference);
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            addresses | customer_id | NO ACTION | customers (id)
            addresses | customer_id | RESTRICT | customers (id)
            purchases | customer_id | CASCADE | customers (id)
            purchases | customer_id | SET DEFAULT | customers (id)
            items | product_code | SET NULL | products (code)
            items | tenant_id_purchase_number | SET NULL | purchases (tenant_id, number)
            items | tenant_id_purchase_number | SET NULL (tenant_id) | purchases (tenant_id, number)
            redemptions | coupon_id | NO ACTION | coupons (id)
            """)
    void anotherOnDeleteIsFound(String table, String columns, String action, String references) {
        String name = table + "_" + columns + "_fkey";
        String list = columns.equals("tenant_id_purchase_number") ? "tenant_id, purchase_number" : columns;
        database.execute(
                "ALTER TABLE " + table + " DROP CONSTRAINT " + name,
                "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " FOREIGN KEY (" + list + ") REFERENCES "
                        + references + " ON DELETE " + action);

        List<SchemaDifference> differences = database.differences(relata);

        assertThat(database.found(relata)).containsExactly("ON_DELETE " + table + "(" + list + ")");
        assertThat(differences.get(0).message()).contains("ON DELETE of " + name + " is " + action);
    }

    @Test
    void theMessageSaysWhatAndWhereAndWhatToDo() {
        database.execute(
                "DROP INDEX items_product_code_idx",
                "ALTER TABLE items ALTER amount TYPE bigint",
                "ALTER TABLE products ALTER name DROP NOT NULL",
                "ALTER TABLE purchases DROP CONSTRAINT purchases_customer_id_fkey");

        assertThat(database.differences(relata))
                .extracting(SchemaDifference::message)
                .containsExactly(
                        "products.name: the column may be null, Product.name is never null: make the column NOT NULL, or"
                                + " the component nullable, `@Nullable String name`",
                        "purchases(customer_id): there is no foreign key to customers(id) for Purchase.CUSTOMER: add the"
                                + " constraint",
                        "items.amount: the type is bigint, Item.amount needs integer: change the column, or declare"
                                + " `long amount`",
                        "items(product_code): there is no index that begins with this key of Item.PRODUCT, so that every"
                                + " lookup and every delete of what it refers to reads the whole table: create one");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO another
            ALTER TABLE customers ADD surplus text
            ALTER TABLE customers ADD surplus int NOT NULL DEFAULT 7
            ALTER TABLE customers ADD surplus int GENERATED ALWAYS AS (1) STORED NOT NULL
            ALTER TABLE customers ALTER id SET GENERATED ALWAYS
            ALTER TABLE customers ADD UNIQUE (email) DEFERRABLE
            ALTER TABLE customers ALTER note TYPE varchar
            ALTER TABLE customers ALTER state SET DEFAULT ('new')::varchar(3)
            DROP INDEX items_product_code_idx; CREATE INDEX ON items (product_code, amount) INCLUDE (position)
            ALTER TABLE customers DROP CONSTRAINT customers_email_key; CREATE UNIQUE INDEX ON customers (email)
            CREATE UNIQUE INDEX ON items (product_code) WHERE amount > 3
            CREATE INDEX ON items (lower(product_code))
            """)
    void whatDoesNotMatterIsNoDifference(String changes) {
        database.execute(changes.split("; ", -1));

        assertThat(database.differences(relata)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            (product_code) WHERE amount > 3
            (amount, product_code)
            (lower(product_code), product_code)
            (amount) INCLUDE (product_code)
            """)
    void anIndexThatDoesNotServeTheKeyDoesNotCount(String index) {
        database.execute("DROP INDEX items_product_code_idx", "CREATE INDEX ON items " + index);

        assertThat(database.found(relata)).containsExactly("INDEX items(product_code)");
    }

    @Test
    void aColumnThatTheDatabaseComputesIsFound() {
        database.execute(
                "ALTER TABLE items DROP amount",
                "ALTER TABLE items ADD amount int GENERATED ALWAYS AS (1) STORED NOT NULL");

        assertThat(database.found(relata)).containsExactly("COMPUTED_COLUMN items(amount)");
    }

    /** Of a model with every kind of table: each NOT NULL, each column and each constraint, one after another. */
    @Test
    void nothingOfTheConformanceModelCanBeLoosenedUnnoticed() {
        database.clear();
        Relata whole = database.relata(ConformanceModel.types());
        await(whole.schema().create());
        List<String[]> columns =
                rows("SELECT a.attrelid::regclass::text, quote_ident(a.attname), NULL FROM pg_attribute a"
                        + " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
                        + " AND a.attnum > 0 AND a.attnotnull AND NOT a.atthasdef AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND"
                        + " i.indisprimary AND a.attnum = ANY(i.indkey::int2[]))");
        List<String[]> constraints = rows(
                "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
                        + " FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'u') AND NOT EXISTS"
                        + " (SELECT FROM pg_depend d WHERE d.refobjid = conindid AND contype = 'u' AND d.deptype = 'n')");

        assertThat(columns).hasSizeGreaterThan(50);
        List<String> nullable = new ArrayList<>();
        for (String[] column : columns) {
            database.execute("ALTER TABLE " + column[0] + " ALTER " + column[1] + " DROP NOT NULL");
            nullable.add("NULLABILITY " + column[0] + "(" + column[1].replace("\"", "") + ")");
        }
        assertThat(database.found(whole)).containsExactlyInAnyOrderElementsOf(nullable);
        for (String[] column : columns) {
            database.execute("ALTER TABLE " + column[0] + " ALTER " + column[1] + " SET NOT NULL");
        }

        assertThat(constraints).hasSizeGreaterThanOrEqualTo(20);
        List<String> dropped = new ArrayList<>();
        for (String[] constraint : constraints) {
            database.execute("ALTER TABLE " + constraint[0] + " DROP CONSTRAINT " + constraint[1]);
            String kind = constraint[2].startsWith("UNIQUE") ? "UNIQUE_KEY " : "FOREIGN_KEY ";
            dropped.add(kind + constraint[0]);
        }
        assertThat(database.found(whole))
                .extracting(found -> found.substring(0, found.indexOf('(')))
                .containsExactlyInAnyOrderElementsOf(dropped);
        for (String[] constraint : constraints) {
            database.execute("ALTER TABLE " + constraint[0] + " ADD CONSTRAINT " + constraint[1] + " " + constraint[2]);
        }
        assertThat(database.differences(whole)).isEmpty();
    }

    private static List<String[]> rows(String sql) {
        return database.database().query(sql, row ->
                new String[] {row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)});
    }
}
