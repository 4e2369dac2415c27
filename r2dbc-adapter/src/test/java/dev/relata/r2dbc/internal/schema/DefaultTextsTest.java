package dev.relata.r2dbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultTextsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'new' | 'new'::text
            'it''s' | 'it''s'::character varying
            -1 | '-1'::integer
            1.5 | 1.5
            current_timestamp | CURRENT_TIMESTAMP
            now() | now()
            interval '1 day' | '1 day'::interval
            lower( 'A' ) | lower('A'::text)
            nextval('numbers') | nextval('numbers'::regclass)
            '{}' | '{}'::text[]
            (1 + 2) | (1 + 2)
            true | true
            'WILD'::mood | 'WILD'::other."mood"
            """)
    void meansTheSame(String expected, String live) {
        assertThat(DefaultTexts.same(expected, live)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'new' | 'New'::text
            'a b' | 'ab'::text
            '::text' | ''::text
            1 | 2
            now() | clock_timestamp()
            (1) + (2) | (1) + (3)
            """)
    void differs(String expected, String live) {
        assertThat(DefaultTexts.same(expected, live)).isFalse();
    }
}
