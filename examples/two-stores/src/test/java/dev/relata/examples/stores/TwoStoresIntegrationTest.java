package dev.relata.examples.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwoStoresIntegrationTest {

    private static List<Step> postgres;
    private static List<Step> mongo;

    @BeforeAll
    static void visitBoth() {
        try (Servers servers = new Servers()) {
            postgres = TwoStores.overPostgres(servers.postgres());
            mongo = TwoStores.overMongo(servers.mongo());
        }
    }

    @AfterAll
    static void forget() {
        postgres = List.of();
        mongo = List.of();
    }

    @Test
    void bothAnswerTheSame() {
        Comparison comparison = new Comparison(postgres, mongo);

        assertThat(comparison.same()).as(comparison.text()).isTrue();
        assertThat(comparison.text())
                .contains("    Octavia Butler: Kindred\n")
                .contains("    Stanislaw Lem: The Cyberiad (far away, funny); Solaris (dreams, far away)\n")
                .contains("who writes longer books of dreams: 1 statement over PostgreSQL, 1 statement over MongoDB\n"
                        + "    Stanislaw Lem\n")
                .contains("    3 books are left\n")
                .endsWith("Both answered the same.\n");
    }

    @Test
    void readsTakeTheSameNumberOfStatements() {
        for (int i = 1; i <= 3; i++) {
            assertThat(mongo.get(i).statements())
                    .as(mongo.get(i).name())
                    .isEqualTo(postgres.get(i).statements())
                    .isEqualTo(List.of(0, 2, 3, 1).get(i));
        }
    }

    @Test
    void aDifferenceIsShown() {
        Step one = new Step("read", List.of("a"), 1);
        Comparison comparison = new Comparison(List.of(one), List.of(new Step("read", List.of("b"), 2)));

        assertThat(comparison.same()).isFalse();
        assertThat(comparison.text())
                .contains("read: 1 statement over PostgreSQL, 2 statements over MongoDB", "    a", "  ! b", "DIFFER");
    }
}
