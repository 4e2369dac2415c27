package dev.relata.r2dbc.regression;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.ServerFeature;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/**
 * What a role or a database sets for its sessions changes no answer. Settings that may change texts or transactions are tried
 * one by one, all others of the server together; what cannot be made up for is in {@link SettingErrorsIntegrationTest}.
 */
class SettingsIntegrationTest {

    @Table("pg_settings")
    record Setting(@Id String name, String setting) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Not tried together with others: they are refused, end or replace the session, or fill the server's log. */
    private static final Set<String> LEFT_OUT = Set.of(
            "default_transaction_read_only",
            "exit_on_error",
            "ignore_system_indexes",
            "local_preload_libraries",
            "session_authorization",
            "is_superuser",
            "row_security",
            "zero_damaged_pages",
            "ignore_checksum_failure");

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    static Stream<String> settings() {
        return Stream.of(
                "application_name = none",
                "bytea_output = escape",
                "array_nulls = off",
                "datestyle = 'German, DMY'",
                "datestyle = 'SQL, DMY'",
                "datestyle = 'Postgres, MDY'",
                "intervalstyle = 'sql_standard'",
                "intervalstyle = 'postgres_verbose'",
                "intervalstyle = 'iso_8601'",
                "extra_float_digits = -15",
                "standard_conforming_strings = off",
                "backslash_quote = off",
                "timezone = 'Asia/Kathmandu'",
                "timezone = 'America/New_York'",
                "timezone_abbreviations = 'India'",
                "lc_messages = 'C.utf8'",
                "lc_monetary = 'C.utf8'",
                "lc_numeric = 'C.utf8'",
                "lc_time = 'C.utf8'",
                "client_encoding = 'LATIN1'",
                "client_encoding = 'SQL_ASCII'",
                "client_min_messages = debug5",
                "client_min_messages = error",
                "default_transaction_isolation = 'serializable'",
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_isolation = 'read uncommitted'",
                "default_transaction_deferrable = on",
                "xmloption = document",
                "xmlbinary = hex",
                "transform_null_equals = on",
                "plan_cache_mode = force_generic_plan",
                "plan_cache_mode = force_custom_plan",
                "quote_all_identifiers = on",
                "session_replication_role = replica",
                "session_replication_role = local",
                "row_security = off",
                "search_path = '$user', public, pg_catalog",
                "statement_timeout = '20s'",
                "lock_timeout = '20s'",
                "idle_in_transaction_session_timeout = '20s'",
                "idle_session_timeout = '20s'",
                "synchronous_commit = off",
                "gin_fuzzy_search_limit = 1",
                "check_function_bodies = off",
                "cursor_tuple_fraction = 0.0",
                "work_mem = '64kB'",
                "default_toast_compression = pglz",
                "debug_parallel_query = regress",
                "debug_parallel_query = on");
    }

    @BeforeEach
    void empty() {
        database.execute(HostileRound.SCHEMA);
    }

    @AfterEach
    void reset() {
        database.execute("ALTER DATABASE " + database.name() + " RESET ALL");
    }

    /** In {@code verify} these are tried in text, on which more of them bear, and all together in both. */
    @ParameterizedTest
    @MethodSource("settings")
    @Tag("soak")
    void changesNothingWhereRecordsComeInBinary(String setting) {
        setOne(setting);
        inBinary();
    }

    /** Connections that are given read in text, unless their driver is told otherwise. */
    @ParameterizedTest
    @MethodSource("settings")
    void changesNothingWhereRecordsComeInText(String setting) {
        setOne(setting);
        inText();
    }

    private static void setOne(String setting) {
        if (setting.startsWith("debug_parallel_query")) {
            ServerFeature.DEBUG_PARALLEL_QUERY.require();
        }
        set(List.of(setting));
    }

    /** Those of the planner, the log, the executor: all that are on or off the other way round. */
    @Test
    void allSwitchesTheOtherWayRoundChangeNothing() {
        set(asked("vartype = 'bool'", "CASE setting WHEN 'on' THEN 'off' ELSE 'on' END"));
        inBinary();
        database.execute(HostileRound.SCHEMA);
        inText();
    }

    /** All choices at once, first the first value of each, then the second, and so on. */
    @Test
    void allChoicesTogetherChangeNothing() {
        IntStream.rangeClosed(1, 6).forEach(value -> {
            reset();
            set(asked(
                    "vartype = 'enum' AND name NOT LIKE '%transaction%'",
                    "enumvals[least(" + value + ", array_length(enumvals, 1))]"));
            database.execute(HostileRound.SCHEMA);
            inText();
        });
    }

    @Test
    void aRoleMaySetThemToo() {
        database.execute(
                "ALTER ROLE " + database.user() + " IN DATABASE " + database.name() + " SET array_nulls = off");
        database.execute(
                "ALTER ROLE " + database.user() + " IN DATABASE " + database.name() + " SET bytea_output = escape");
        try {
            inText();
        } finally {
            database.execute("ALTER ROLE " + database.user() + " IN DATABASE " + database.name() + " RESET ALL");
        }
    }

    /** The comparison pins what the texts of defaults depend on, and leaves a transaction as it was. */
    @Test
    void theSchemaIsComparedInATransactionThatKeepsItsSettings() {
        set(List.of("intervalstyle = iso_8601", "bytea_output = escape"));
        ConnectionPool pool = database.pool(1);
        try {
            Relata relata = Relata.builder()
                    .store(R2dbcStore.of(pool))
                    .model(Setting.class)
                    .build();
            relata.schema()
                    .validate()
                    .thenMany(relata.from(Setting.class)
                            .where(Setting::name)
                            .in(List.of("IntervalStyle", "bytea_output"))
                            .orderBy(asc(Setting::name))
                            .values(Setting::setting))
                    .as(relata::transactional)
                    .as(StepVerifier::create)
                    .expectNext("iso_8601", "escape")
                    .verifyComplete();
        } finally {
            pool.disposeLater().block(PATIENCE);
        }
    }

    private static void set(List<String> settings) {
        database.execute(settings.stream()
                .map(setting -> "ALTER DATABASE " + database.name() + " SET " + setting)
                .toArray(String[]::new));
    }

    /** The server's own settings of a kind, each with a value. */
    private static List<String> asked(String condition, String value) {
        List<String> settings = database.query(
                "SELECT name || ' = ' || quote_literal(" + value + ") FROM pg_settings WHERE context IN ('user',"
                        + " 'superuser') AND name NOT LIKE 'transaction%' AND name NOT LIKE 'log%' AND name NOT LIKE"
                        + " 'trace%' AND name NOT LIKE 'debug_print%' AND NOT name = ANY ('{"
                        + String.join(",", LEFT_OUT) + "}') AND " + condition + " ORDER BY name",
                row -> Objects.requireNonNull(row.get(0, String.class)));
        assertThat(settings).hasSizeGreaterThan(10);
        return settings;
    }

    private static void inBinary() {
        R2dbcStore store = R2dbcStore.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .maxSize(2)
                .build();
        try {
            new HostileRound(relata(store)).run();
        } finally {
            store.close().block(PATIENCE);
        }
    }

    private static void inText() {
        ConnectionPool pool = database.pool(2);
        try {
            new HostileRound(relata(R2dbcStore.of(pool))).run();
        } finally {
            pool.disposeLater().block(PATIENCE);
        }
    }

    private static Relata relata(R2dbcStore store) {
        return Relata.builder().store(store).model(HostileRound.MODEL).build();
    }
}
