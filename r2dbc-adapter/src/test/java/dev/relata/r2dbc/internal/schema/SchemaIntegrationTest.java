package dev.relata.r2dbc.internal.schema;

import static dev.relata.r2dbc.internal.schema.SchemaDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.error.SchemaException;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.r2dbc.internal.schema.SchemaModels.Child;
import dev.relata.r2dbc.internal.schema.SchemaModels.Customer;
import dev.relata.r2dbc.internal.schema.SchemaModels.Item;
import dev.relata.r2dbc.internal.schema.SchemaModels.Parent;
import dev.relata.r2dbc.internal.schema.SchemaModels.Product;
import dev.relata.r2dbc.internal.schema.SchemaModels.Purchase;
import dev.relata.r2dbc.internal.schema.SchemaModels.Region;
import dev.relata.r2dbc.internal.schema.SchemaModels.Site;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.StatementKind;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.model.ConformanceModel;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is created from a model is what the model expects; everything over a pool of one connection. */
class SchemaIntegrationTest {

    private static SchemaDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = new SchemaDatabase();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void dropTheTables() {
        database.clear();
        database.execute(
                "DROP SCHEMA IF EXISTS far CASCADE",
                "CREATE EXTENSION IF NOT EXISTS citext",
                "CREATE TYPE mood AS ENUM ('CALM', 'WILD')");
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("conformance", ConformanceModel.types()),
                Arguments.of("shop", SchemaModels.SHOP),
                Arguments.of("clauses", SchemaModels.CLAUSES),
                Arguments.of("names", SchemaModels.NAMES),
                Arguments.of("types", SchemaModels.TYPES));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void whatIsCreatedFromAModelDiffersInNothing(String name, Class<?>[] model) {
        Relata relata = database.relata(model);

        await(relata.schema().create());

        assertThat(database.differences(relata)).as(name).isEmpty();
        relata.schema().verify().as(StepVerifier::create).verifyComplete();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void whatIsCreatedInTwoStepsIsTheSame(String name, Class<?>[] model) {
        Relata relata = database.relata(model);

        await(relata.schema().createTables());
        assertThat(database.differences(relata))
                .as(name)
                .allSatisfy(difference -> assertThat(difference.kind().name())
                        .isIn("PRIMARY_KEY", "UNIQUE_KEY", "FOREIGN_KEY", "INDEX", "NULLABILITY"));
        await(relata.schema().createConstraints());

        assertThat(database.differences(relata)).as(name).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void whatIsWrittenDownIsWhatIsCreated(String name, Class<?>[] model) {
        Relata relata = database.relata(model);

        database.execute(relata.schema().ddl().split(";\\n", -1));

        assertThat(database.differences(relata)).as(name).isEmpty();
    }

    @Test
    void everyTableThatIsMissingIsNamed() {
        Relata relata = database.relata(SchemaModels.CLAUSES);

        assertThat(database.found(relata))
                .containsExactly(
                        "MISSING_TABLE parents",
                        "MISSING_TABLE children",
                        "MISSING_TABLE regions",
                        "MISSING_TABLE sites");
        relata.schema()
                .verify()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(SchemaException.class)
                        .hasMessageStartingWith("4 differences between the model and the store:\n  - parents: the table"
                                + " is missing, where the rows of Parent belong"));
    }

    @Test
    void createIsRefusedWhereATableIsThereAndCreatesNothing() {
        Relata relata = database.relata(SchemaModels.CLAUSES);
        database.execute("CREATE TABLE regions (tenant_id bigint, id bigint)", "CREATE TABLE children (id bigint)");

        relata.schema()
                .create()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("children, regions are there already"));

        assertThat(database.found(relata)).contains("MISSING_TABLE parents", "MISSING_TABLE sites");
    }

    @Test
    void createMissingLeavesWhatIsThereAsItIs() {
        Relata relata = database.relata(SchemaModels.CLAUSES);
        database.execute("CREATE TABLE parents (id bigint PRIMARY KEY, surplus text)");

        await(relata.schema().createMissing());
        assertThat(database.differences(relata)).isEmpty();
        await(relata.schema().createMissing());

        assertThat(database.differences(relata)).isEmpty();
        assertThat(database.database().value("SELECT count(surplus) FROM parents", Long.class))
                .isZero();
    }

    @Test
    void aFailureLeavesNothingBehind() {
        Relata relata = database.relata(SchemaModels.CLAUSES);
        // Its name is that of an index, which only the last statements need.
        database.execute("CREATE VIEW children_g_idx AS SELECT 1");

        relata.schema()
                .create()
                .as(StepVerifier::create)
                .verifyErrorMatches(error -> error.getMessage().contains("schema of children")
                        && error.getMessage().contains("children_g_idx"));

        assertThat(database.found(relata)).contains("MISSING_TABLE parents");
    }

    @Test
    void theSchemaIsPartOfTheTransactionThatIsOpen() {
        Relata relata = database.relata(SchemaModels.CLAUSES);

        relata.schema()
                .create()
                .then(relata.insert(new Parent(1)))
                .thenMany(relata.schema().validate())
                .then(Mono.<Void>error(new IllegalStateException("undo")))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyErrorMessage("undo");

        assertThat(database.found(relata)).contains("MISSING_TABLE parents");
    }

    @Test
    void statementsAreThoseThatAreWrittenDown() {
        Relata relata = database.relata(SchemaModels.SHOP);
        int statements = relata.schema().statements().size();

        await(relata.schema().create());

        assertThat(database.count(StatementKind.READ)).isEqualTo(1);
        assertThat(database.count(StatementKind.WRITE)).isEqualTo(statements);
    }

    @Test
    void rowsThatBreakAConstraintAreRefusedByTheSecondStep() {
        Relata relata = database.relata(SchemaModels.CLAUSES);
        await(relata.schema().createTables());
        database.execute("INSERT INTO sites VALUES (1, 1, 7)");

        relata.schema()
                .createConstraints()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ConstraintViolationException.class)
                        .hasMessageContaining("schema of sites")
                        .hasMessageContaining("sites_tenant_id_region_id_fkey"));
    }

    @Test
    void theClausesDoWhatTheModelSays() {
        Relata relata = database.relata(SchemaModels.CLAUSES);
        await(relata.schema().create());
        for (long id = 1; id <= 7; id++) {
            await(relata.insert(new Parent(id)).then());
        }
        await(relata.insert(new Child(1, null, 2L, 3L, 4, 5, 6, 7)).then());
        await(relata.insert(new Child(2, 7L, null, 1L, 1, 1, 1, 1)).then());
        await(relata.insert(new Region(1, 1)).then());
        await(relata.insert(new Site(1, 1, 1L)).then());

        database.execute("DELETE FROM parents WHERE id IN (2, 3)", "DELETE FROM regions");
        assertThat(relata.find(Child.class, 1L).block()).isEqualTo(new Child(1, null, null, 1L, 4, 5, 6, 7));
        assertThat(relata.find(Site.class, List.of(1L, 1L)).block()).isEqualTo(new Site(1, 1, null));
        database.execute("DELETE FROM parents WHERE id = 7");
        assertThat(relata.from(Child.class).count().block()).isZero();
    }

    @Test
    void rowsOfEveryKindFitTheirTables() {
        Relata relata = database.relata(SchemaModels.SHOP);
        await(relata.schema().create());

        Customer customer =
                relata.insert(new Customer(null, "a@b", null, null, null)).block();
        Product product =
                relata.insert(new Product("P", "pen", new BigDecimal("1.50"))).block();
        Purchase purchase = relata.insert(new Purchase(1, 1, customer.id())).block();
        Item item = relata.insert(new Item(1, 1, purchase.number(), product.code(), 2))
                .block();

        assertThat(customer.id()).isEqualTo(1);
        assertThat(customer.state()).isEqualTo("new");
        assertThat(relata.on(item, Item.PURCHASE).get().block()).isEqualTo(purchase);
    }

    record Unsaid(
            @Id @Nullable String id,
            @DatabaseDefault @Nullable Long number) {}

    @Test
    void whatTheDatabaseShallFillWithoutSayingHowIsRefusedBeforeAnythingIsSent() {
        Relata relata = database.relata(Unsaid.class);

        relata.schema()
                .create()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(((ModelException) error).errors())
                        .hasSize(2)
                        .allSatisfy(message ->
                                assertThat(message).startsWith("Unsaid.").contains("write @DatabaseDefault(\"…\")")));

        assertThat(database.count(StatementKind.READ)).isZero();
        database.execute("CREATE TABLE unsaids (id text PRIMARY KEY DEFAULT 'x', number bigint NOT NULL DEFAULT 1)");
        assertThat(database.differences(relata)).isEmpty();
    }

    /** They leave deletes to Relata, so that the suite sees what Relata does, and lookups without an index. */
    @Test
    void theHandWrittenTablesOfTheConformanceSuiteLackNothingElse() throws IOException {
        try (InputStream script = RelataConformance.class.getResourceAsStream("conformance-postgresql.sql")) {
            database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\\R"));
        }

        assertThat(database.differences(database.relata(ConformanceModel.types())))
                .filteredOn(difference -> difference.kind() != SchemaDifference.Kind.INDEX)
                .filteredOn(difference -> difference.kind() != SchemaDifference.Kind.ON_DELETE)
                // The suite stores a null there that the record does not allow.
                .filteredOn(difference -> !difference.toString().startsWith("tickets.code: "))
                .isEmpty();
    }

    @Test
    void aViewNeedsColumnsOnly() {
        Relata relata = database.relata(Region.class);
        database.execute("CREATE VIEW regions AS SELECT 1::bigint AS tenant_id, 2::integer AS id");

        assertThat(database.found(relata)).containsExactly("TYPE regions(id)", "UNCHECKED_ID regions(tenant_id, id)");
    }
}
