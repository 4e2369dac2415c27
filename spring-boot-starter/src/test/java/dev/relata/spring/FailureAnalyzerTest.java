package dev.relata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ModelException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class FailureAnalyzerTest {

    @Test
    void everyErrorOfTheModelIsListed() {
        FailureAnalysis analysis = Analyses.of(new IllegalStateException(
                new ModelException(List.of("Book.AUTHOR: no such record", "Tag has no @Id component"))));
        assertThat(analysis.getDescription()).contains("- Book.AUTHOR: no such record\n- Tag has no @Id component");
    }

    @Test
    void aPoolerThatRefusesAParameterIsExplained() {
        R2dbcException refused =
                new R2dbcNonTransientResourceException("unsupported startup parameter: extra_float_digits", "08P01");
        assertThat(Analyses.of(new IllegalStateException(refused)).getAction()).contains("ignore_startup_parameters");
    }

    @Test
    void aPoolerThatMixesPreparedStatementsIsExplained() {
        R2dbcException mixed = new R2dbcBadGrammarException("prepared statement \"S_3\" does not exist", "26000");
        assertThat(Analyses.of(mixed).getAction())
                .contains("max_prepared_statements", "preparedStatementCacheQueries=0", "relata.pooler=transaction");
    }

    @Test
    void aStoreThatRefusesAPoolerIsExplained() {
        StoreException refused = new StoreException(
                "Book: a pooler mixes the prepared statements of its clients", Reason.OTHER, null, false, null);
        assertThat(Analyses.of(new IllegalStateException(refused)).getAction()).contains("relata.pooler=transaction");
        assertThat(new MixedStatementsFailureAnalyzer()
                        .analyze(new StoreException("Book: syntax error", Reason.OTHER, "42601", false, null)))
                .isNull();
    }

    @Test
    void otherErrorsOfTheDatabaseAreLeftToOthers() {
        R2dbcException other = new R2dbcBadGrammarException("syntax error", "42601");
        assertThat(new PoolerFailureAnalyzer().analyze(other)).isNull();
    }
}
