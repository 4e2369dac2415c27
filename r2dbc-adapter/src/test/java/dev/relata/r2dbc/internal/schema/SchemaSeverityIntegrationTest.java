package dev.relata.r2dbc.internal.schema;

import static dev.relata.r2dbc.internal.schema.SchemaDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.SchemaException;
import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How much each difference matters, what is ignored, and what is written down of what is missing. */
class SchemaSeverityIntegrationTest {

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
            DROP TABLE redemptions | BREAKS_READS
            ALTER TABLE customers DROP COLUMN note | BREAKS_READS
            ALTER TABLE products ALTER name DROP NOT NULL | BREAKS_READS
            ALTER TABLE customers ALTER created_at TYPE timestamp | BREAKS_READS
            ALTER TABLE items ALTER amount TYPE int[] USING ARRAY[amount] | BREAKS_READS
            ALTER TABLE products ALTER name TYPE char(9) | BREAKS_READS
            ALTER TABLE customers ALTER email TYPE varchar(79) | BREAKS_WRITES
            ALTER TABLE products ALTER price TYPE numeric(10,3) | BREAKS_WRITES
            ALTER TABLE customers ALTER note SET NOT NULL | BREAKS_WRITES
            ALTER TABLE customers ALTER state DROP DEFAULT | BREAKS_WRITES
            ALTER TABLE coupons ALTER id DROP IDENTITY | BREAKS_WRITES
            ALTER TABLE items ADD shelf int NOT NULL | BREAKS_WRITES
            ALTER TABLE items DROP amount, ADD amount int GENERATED ALWAYS AS (1) STORED NOT NULL | BREAKS_WRITES
            ALTER TABLE items ALTER amount ADD GENERATED ALWAYS AS IDENTITY | BREAKS_WRITES
            CREATE UNIQUE INDEX ON items (product_code) | BREAKS_WRITES
            ALTER TABLE customers DROP CONSTRAINT customers_email_key, ADD UNIQUE (email) DEFERRABLE | BREAKS_WRITES
            ALTER TABLE customers ALTER state SET DEFAULT 'old' | INTEGRITY
            ALTER TABLE items DROP CONSTRAINT items_pkey | INTEGRITY
            ALTER TABLE customers DROP CONSTRAINT customers_email_key | INTEGRITY
            ALTER TABLE purchases DROP CONSTRAINT purchases_customer_id_fkey | INTEGRITY
            DROP INDEX items_product_code_idx | INFORMATION
            ALTER TABLE customers ALTER note TYPE varchar(10) | INFORMATION
            ALTER TABLE customers ALTER email TYPE text | INFORMATION
            ALTER TABLE products ALTER price TYPE numeric | INFORMATION
            ALTER TABLE customers ALTER created_at TYPE timestamptz(0) | INFORMATION
            ALTER TABLE customers ALTER created_at DROP NOT NULL | INFORMATION
            """)
    void aDifferenceIsAsSevereAsWhatItBreaks(String change, Severity severity) {
        database.execute(change);

        assertThat(database.differences(relata))
                .extracting(SchemaDifference::severity)
                .containsExactly(severity);
        assertThat(fails(severity)).isTrue();
        if (severity != Severity.BREAKS_READS) {
            assertThat(fails(Severity.values()[severity.ordinal() - 1])).isFalse();
        }
    }

    private static boolean fails(Severity severity) {
        return relata.schema()
                .verify(severity)
                .thenReturn(false)
                .onErrorResume(SchemaException.class, error -> Mono.just(true))
                .block();
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            addresses | customer_id | NO ACTION | customers (id) | INFORMATION
            addresses | customer_id | RESTRICT | customers (id) | INFORMATION
            addresses | customer_id | SET NULL | customers (id) | INTEGRITY
            purchases | customer_id | CASCADE | customers (id) | INTEGRITY
            purchases | customer_id | NO ACTION | customers (id) | INFORMATION
            items | product_code | SET NULL | products (code) | INTEGRITY
            items | product_code | RESTRICT | products (code) |
            """)
    void aConstraintMayRefuseWhatRelataDoesBeforeIt(
            String table, String column, String action, String references, @Nullable Severity severity) {
        String name = table + "_" + column + "_fkey";
        database.execute(
                "ALTER TABLE " + table + " DROP CONSTRAINT " + name,
                "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " FOREIGN KEY (" + column + ") REFERENCES "
                        + references + " ON DELETE " + action);

        assertThat(database.differences(relata))
                .extracting(SchemaDifference::severity)
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"RESTRICT", "NO ACTION", "CASCADE", "SET NULL", "SET DEFAULT"})
    void whatIsLeftToTheConstraintIsInformationWhateverItDoes(String action) {
        database.clear();
        Relata clauses = database.relata(SchemaModels.CLAUSES);
        await(clauses.schema().create());
        database.execute(
                "ALTER TABLE children DROP CONSTRAINT children_f_fkey",
                "ALTER TABLE children ADD FOREIGN KEY (f) REFERENCES parents ON DELETE " + action);

        await(clauses.schema().verify());
    }

    @Test
    void aCascadeThatIsLeftToAConstraintWhichRefusesBreaksDeletes() {
        database.clear();
        Relata clauses = database.relata(SchemaModels.CLAUSES);
        await(clauses.schema().create());
        database.execute(
                "ALTER TABLE children DROP CONSTRAINT children_g_fkey",
                "ALTER TABLE children ADD FOREIGN KEY (g) REFERENCES parents");

        assertThat(database.differences(clauses))
                .extracting(SchemaDifference::severity)
                .containsExactly(Severity.BREAKS_WRITES);
    }

    @Test
    void whatATriggerMayFillIsInformation() {
        database.execute(
                "ALTER TABLE items ADD shelf int NOT NULL",
                "ALTER TABLE coupons ALTER id DROP IDENTITY",
                "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER shelves BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION fill()",
                "CREATE TRIGGER later AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION fill()",
                "CREATE TRIGGER numbers BEFORE INSERT OR UPDATE ON coupons FOR EACH ROW EXECUTE FUNCTION fill()");

        assertThat(database.differences(relata)).allSatisfy(difference -> {
            assertThat(difference.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(difference.message())
                    .containsAnyOf("if the trigger shelves fills it", "if the trigger numbers fills it");
        });
        assertThat(database.found(relata))
                .containsExactly("UNKNOWN_REQUIRED_COLUMN items(shelf)", "DEFAULT coupons(id)");
    }

    @Test
    void anUpdateTriggerFillsNothing() {
        database.execute(
                "ALTER TABLE items ADD shelf int NOT NULL",
                "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER shelves BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION fill()");

        assertThat(database.differences(relata).get(0).message()).contains("so that nothing can be inserted");
    }

    @Table("grids")
    record Grid(
            @Id long id,
            int[] numbers,
            @Column(type = "integer[]") List<Integer> list,
            int[][] matrix,
            @DatabaseDefault("7") @Nullable Integer maybe,
            @ReadOnly @Nullable Integer twice) {}

    @Test
    void dimensionsAreComparedAndANullableColumnWithADefaultIsFine() {
        Relata grids = database.relata(Grid.class);
        database.execute(
                "CREATE TABLE grids (id bigint PRIMARY KEY, numbers integer[][] NOT NULL, list integer[3][3] NOT NULL,"
                        + " matrix integer[][] NOT NULL, maybe integer DEFAULT 7, twice integer GENERATED ALWAYS AS (id * 2) STORED)");

        assertThat(database.found(grids)).containsExactly("TYPE grids(numbers)", "TYPE grids(list)");
        assertThat(database.differences(grids).get(0).message())
                .contains("the type is integer[][]", "`Integer[][] numbers`");
    }

    @Test
    void aUniqueKeyIsAsGoodAsAPrimaryKey() {
        database.execute(
                "ALTER TABLE coupons DROP CONSTRAINT coupons_pkey CASCADE", "CREATE UNIQUE INDEX ON coupons (id)");

        assertThat(database.found(relata)).containsExactly("FOREIGN_KEY redemptions(coupon_id)");
    }

    @Test
    void whatIsIgnoredIsNotSeen() {
        database.execute("DROP INDEX items_product_code_idx", "DROP TABLE redemptions", "DROP TABLE products_products");

        await(relata.schema()
                .ignoringTable("re*ions")
                .ignoring(Kind.MISSING_TABLE, Kind.TYPE)
                .verify());
        relata.schema()
                .ignoringTable("products*")
                .validate()
                .map(SchemaDifference::toString)
                .map(message -> message.replaceFirst("[(:].*", ""))
                .as(StepVerifier::create)
                .expectNext("items", "redemptions")
                .verifyComplete();
        assertThat(fails(Severity.BREAKS_READS)).isTrue();
    }

    @Test
    void whatIsMissingIsWrittenDownAndNothingElse() {
        database.execute(
                "DROP TABLE redemptions",
                "ALTER TABLE customers DROP COLUMN note",
                "ALTER TABLE customers DROP CONSTRAINT customers_email_key",
                "ALTER TABLE customers ALTER state SET DEFAULT 'old'",
                "ALTER TABLE purchases DROP CONSTRAINT purchases_customer_id_fkey",
                "ALTER TABLE items DROP CONSTRAINT items_pkey",
                "DROP INDEX items_product_code_idx",
                "INSERT INTO customers (email, created_at) VALUES ('a@b', now())");

        String script = relata.schema().missingDdl().block();
        database.execute(script.split(";\n", -1));

        assertThat(database.found(relata)).containsExactly("DEFAULT customers(state)");
        assertThat(relata.schema().missingDdl().block()).isEmpty();
        assertThat(script)
                .contains("ADD COLUMN \"note\" text", "ADD CONSTRAINT \"items_pkey\" PRIMARY KEY")
                .doesNotContain("DROP", "'new'");
    }

    @Test
    void whatIsIgnoredIsNotWrittenDown() {
        database.execute("DROP TABLE redemptions", "DROP INDEX items_product_code_idx");

        assertThat(relata.schema().ignoringTable("redemptions").missingDdl().block())
                .isEqualTo("CREATE INDEX \"items_product_code_idx\" ON \"items\" (\"product_code\");\n");
    }
}
