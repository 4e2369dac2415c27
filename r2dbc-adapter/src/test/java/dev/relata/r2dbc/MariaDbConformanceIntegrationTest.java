package dev.relata.r2dbc;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** Everything that Relata promises, over MariaDB; statements are counted at the driver, not by the store. */
class MariaDbConformanceIntegrationTest implements RelataConformance {

    private static final int POOL = 4;
    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static MariaDbDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;
    private static String used;

    private final List<Runnable> opened = new ArrayList<>();

    @BeforeAll
    static void createDatabase() throws IOException {
        database = MariaDbDatabase.create();
        database.execute(tables());
        used = used();
        pool = TestDatabase.pool(SentStatements.watch(database.connectionFactory(), STATEMENTS), POOL);
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(ConformanceModel.types())
                .build();
    }

    private static String tables() throws IOException {
        String name = "conformance-mariadb.sql";
        try (InputStream script = Objects.requireNonNull(RelataConformance.class.getResourceAsStream(name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The question which tables have rows. */
    private static String used() {
        return database
                .strings("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
                .stream()
                .map(table -> "SELECT '" + table + "' FROM dual WHERE EXISTS (SELECT 1 FROM `" + table + "`)")
                .collect(Collectors.joining(" UNION ALL "));
    }

    @AfterAll
    static void dropDatabase() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void emptyTheTables() {
        // A TRUNCATE would create each table anew, which takes much longer.
        List<String> statements = new ArrayList<>(List.of("SET foreign_key_checks = 0"));
        database.strings(used).forEach(table -> statements.add("DELETE FROM `" + table + "`"));
        database.strings("SELECT table_name FROM information_schema.tables"
                        + " WHERE table_schema = DATABASE() AND auto_increment > 1")
                .forEach(table -> statements.add("ALTER TABLE `" + table + "` AUTO_INCREMENT = 1"));
        statements.add("SET foreign_key_checks = 1");
        database.execute(String.join("; ", statements));
    }

    /** No test may leave a connection acquired. */
    @AfterEach
    void nothingIsHeld() {
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        opened.forEach(Runnable::run);
    }

    @Override
    public Relata relata() {
        return relata;
    }

    @Override
    public StatementCounter statements() {
        return STATEMENTS;
    }

    @Override
    public Set<Capability> capabilities() {
        return relata.capabilities();
    }

    /** What docs/other-databases.md names, by the capability that MariaDB lacks. */
    @Override
    public Set<String> leftOut() {
        return Set.of(
                "aChangeThatMayNotBeFollowedIsRefused",
                "aConnectionThatIsLostBeforeCommitLeavesNothing",
                "aConnectionThatIsLostDuringCommitIsUnknown",
                "aLargeChunkNamesTheRow",
                "aPlanFetchesArraysLevelByLevel",
                "aReadThatLocksIsOneStatement",
                "aRowOfAnotherOwnerMovesToTheArray",
                "aRowThatGoesIsTakenOutOfTheArray",
                "aRowThatNobodyHasGetsIntoTheArrayInOneWrite",
                "aRowThatRefersToItselfFollowsItself",
                "aTargetThatGoesIsTakenOutOfEveryArray",
                "aWriteOfManyThatIsRefusedNamesTheRow",
                "aWriteThatIsRefusedNamesTheProperty",
                "addsToAnArrayAtTheSameTimeAllCount",
                "anArrayGoesWithItsOwner",
                "anArrayIsReadFromBothSides",
                "anArrayIsWrittenFromTheOtherSide",
                "anIdThatCannotBeIsRefused",
                "arraysOfManyOwnersAreOneStatement",
                "changesOfIdsNameTheTenant",
                "conditionsReachAcrossAnArray",
                "createLinksWhatItInserts",
                "idsThatDoNotExistGetIntoNoArray",
                "keysOfAnotherSizeFollow",
                "keysOfTheStoresOwnTypesCompareByItsRules",
                "linksInAnArrayAreAddedInOneWriteAndTheNewOnesCounted",
                "linksInAnArrayAreTakenInOneWriteAndThoseThatWereThereCounted",
                "linksInAnArrayNeedAStoredOwner",
                "linksThatFollowAKeyCountAndTellTheirTime",
                "linksWithDataNameTheProperty",
                "manyKeysAreFollowedInStatementsForChunksAndNotForRows",
                "newRowsGetIntoTheArray",
                "rowsAreTakenOutOfTheArrayAndStayStored",
                "rowsInArraysAreReadLikeAnyOneToMany",
                "rowsOfTheStoresOwnTypesAreWrittenAsOne",
                "rowsThatOthersHaveLockedAreRefusedWithoutAWait",
                "rowsThatOthersHaveLockedAreSkipped",
                "setAndClearOfAnArrayLeaveWhatAFilterHides",
                "setOfAnArrayIsOneWrite",
                "setOfAnArrayOfRowsIsOneWrite",
                "textsAreSearchedForWords",
                "theTransactionGoesOnAfterARefusedWrite",
                "validateSaysWhatAWriteSays",
                "whatNeedsAKeyInTheRowIsRefused",
                "whatRefersToAnIdFollowsItToAnyDepth",
                "whatRefersToAnotherKeyFollowsAnUpdate",
                "writesOfTheRecordLeaveItsArrayAlone");
    }

    @Override
    public int statementsOfAnUpdate() {
        return 3;
    }

    @Override
    public boolean canName(String name) {
        return !Character.isWhitespace(name.charAt(name.length() - 1))
                && name.chars().noneMatch(sign -> Character.isSurrogate((char) sign));
    }

    @Override
    public Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        MariaDbDatabase empty = MariaDbDatabase.create();
        ConnectionPool one = TestDatabase.pool(SentStatements.watch(empty.connectionFactory(), STATEMENTS), 1);
        opened.add(() -> {
            one.disposeLater().as(StepVerifier::create).verifyComplete();
            empty.close();
        });
        return settings.apply(Relata.builder().store(R2dbcStore.of(one)).model(model))
                .build();
    }

    @Test
    @Tag("soak")
    @Timeout(1800)
    void hostileInputManyTimes() {
        attackManyTimes();
    }
}
