package dev.relata.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Lines of CSV. */
class CsvRowsTest {

    record Lone(@Nullable String text) {}

    /** Readers skip a line that is empty. */
    @Test
    void aNullThatIsAloneIsNoEmptyLine() {
        CsvFormat format = new CsvFormat(true, false, JsonMapper.builder().build());
        Flux<Lone> rows = Flux.just(new Lone("a"), new Lone(null), new Lone("b"));
        assertThat(EncodedRows.ofRecords(rows, format)
                        .map(buffer -> StandardCharsets.UTF_8.decode(buffer).toString())
                        .collectList()
                        .block())
                .containsExactly("text\na\n\"\"\nb\n");
    }
}
