package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.faults.ShopUnderFaults.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a transaction that only read cannot change what was read. */
class LostEndIntegrationTest {

    private ShopUnderFaults shop;

    @BeforeEach
    void open() throws IOException {
        shop = new ShopUnderFaults(4);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"COMMIT, true", "COMMIT, false", "ROLLBACK, true"})
    @Timeout(300)
    void aReadAnswersWhereItsEndIsLost(String word, boolean arrives) {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : shop.operations()) {
            if (operation.writes()) {
                continue;
            }
            shop.warm();
            Outcome outcome = shop.run(operation, Fault.cutAtWord(word, arrives));
            if (outcome.hung() || outcome.error() != null || !outcome.left().isEmpty()) {
                wrong.add(operation + " ends in " + outcome.error() + ", " + outcome.left());
            }
        }
        assertThat(wrong).isEmpty();
    }
}
