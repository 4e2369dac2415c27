package dev.relata.spring.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RelataException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.UncategorizedDataAccessException;

class RelataExceptionTranslatorTest {

    private final RelataExceptionTranslator translator = new RelataExceptionTranslator();

    private static Map<String, Class<? extends DataAccessException>> expected() {
        Map<String, Class<? extends DataAccessException>> expected = new LinkedHashMap<>();
        expected.put("UNIQUE", DuplicateKeyException.class);
        expected.put("FOREIGN_KEY", DataIntegrityViolationException.class);
        expected.put("NOT_NULL", DataIntegrityViolationException.class);
        expected.put("CHECK", DataIntegrityViolationException.class);
        expected.put("SERIALIZATION", CannotAcquireLockException.class);
        expected.put("DEADLOCK", CannotAcquireLockException.class);
        expected.put("TIMEOUT", QueryTimeoutException.class);
        expected.put("unavailable", DataAccessResourceFailureException.class);
        expected.put("unknown", DataAccessResourceFailureException.class);
        expected.put("stale", OptimisticLockingFailureException.class);
        expected.put("protected", DataIntegrityViolationException.class);
        expected.put("gone", EmptyResultDataAccessException.class);
        expected.put("related", DataIntegrityViolationException.class);
        expected.put("required", DataIntegrityViolationException.class);
        expected.put("notUnique", IncorrectResultSizeDataAccessException.class);
        expected.put("value", DataIntegrityViolationException.class);
        expected.put("cursor", InvalidDataAccessApiUsageException.class);
        expected.put("refused", InvalidDataAccessApiUsageException.class);
        expected.put("notFetched", InvalidDataAccessApiUsageException.class);
        expected.put("model", InvalidDataAccessApiUsageException.class);
        return expected;
    }

    @Test
    void eachErrorHasItsTranslationWithTheOriginalAsCause() {
        Map<String, RelataException> errors = Samples.all();
        RelataException other = errors.remove("OTHER");
        assertThat(expected()).containsOnlyKeys(errors.keySet());
        expected().forEach((name, type) -> {
            Throwable translated = translator.translate(errors.get(name));
            assertThat(translated)
                    .as(name)
                    .isExactlyInstanceOf(type)
                    .hasCause(errors.get(name))
                    .hasMessageContaining(Samples.SECRET);
        });
        assertThat(translator.translate(other)).isInstanceOf(UncategorizedDataAccessException.class);
    }

    @Test
    void everyOtherErrorStaysAsItIs() {
        IllegalStateException own = new IllegalStateException();
        assertThat(translator.translate(own)).isSameAs(own);
        assertThat(translator.translateExceptionIfPossible(own)).isNull();
    }
}
