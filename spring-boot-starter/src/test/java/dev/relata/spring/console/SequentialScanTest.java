package dev.relata.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialScanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(author_id = ANY ($1))|author_id|CREATE INDEX ON books (author_id)",
                "(author_id = $1)|author_id|CREATE INDEX ON books (author_id)",
                "(t0.author_id = $1)|author_id|CREATE INDEX ON books (author_id)",
                "((author_id = $1) AND (shelf_id = $2))|author_id,shelf_id|CREATE INDEX ON books (author_id, shelf_id)",
                "((code)::text = ANY (($1)::text[]))|code|CREATE INDEX ON books (code)",
                "(\"authorId\" = ANY ($1))|authorId|CREATE INDEX ON books (\"authorId\")"
            })
    void theColumnsThatAreComparedWithKeysWantAnIndex(String filter, String columns, String index) {
        List<SequentialScan> found = SequentialScan.in(new ConsoleJson()
                .read(
                        "[{\"Plan\":{\"Node Type\":\"Sort\",\"Plans\":[{\"Node Type\":\"Seq Scan\",\"Relation Name\":\"books\","
                                + "\"Filter\":\"" + filter.replace("\"", "\\\"") + "\"}]}}]"));

        assertThat(found).singleElement().satisfies(scan -> {
            assertThat(String.join(",", scan.columns())).isEqualTo(columns);
            assertThat(scan.createIndex()).isEqualTo(index);
        });
    }

    @ParameterizedTest
    @CsvSource({"(price > 10)", "(deleted = false)", "(title ~~ 'x')"})
    void otherConditionsDoNot(String filter) {
        assertThat(SequentialScan.in(new ConsoleJson()
                        .read("[{\"Plan\":{\"Node Type\":\"Seq Scan\",\"Relation Name\":\"books\",\"Filter\":\""
                                + filter + "\"}}]")))
                .isEmpty();
    }
}
