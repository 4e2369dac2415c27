package dev.relata.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LikeRegexTest {

    private static final String LETTERS = "ab%_\\.(😀";

    @Test
    void wildcardsStandForAnyTextAndAnyCharacter() {
        assertThat(LikeRegex.of("a%b_c%")).isEqualTo("a(?>.*?b.c).*");
        assertThat(LikeRegex.of("100\\%")).isEqualTo("100%");
        assertThat(LikeRegex.of("%")).isEqualTo(".*");
        assertThat(LikeRegex.of("a%__%b%%")).isEqualTo("a.{2}(?>.*?b).*");
        assertThat(LikeRegex.gaps("a%__%b\\%%")).isEqualTo(2);
        assertThat(LikeRegex.literal("a.b")).isEqualTo("a\\.b");
    }

    @Test
    void aPatternFitsWhatTryingEveryWayFits() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random);
            String text = text(random);
            boolean fits = Pattern.compile(LikeRegex.of(pattern), Pattern.DOTALL)
                    .matcher(text)
                    .matches();
            assertThat(fits)
                    .as("seed %d: %s like %s", seed, text, pattern)
                    .isEqualTo(fits(
                            pattern.codePoints().toArray(), 0, text.codePoints().toArray(), 0));
        }
    }

    @Test
    void manyWildcardsTakeNoLongerThanTheirNumber() {
        Pattern pattern = Pattern.compile(LikeRegex.of("%a".repeat(40) + "b"), Pattern.DOTALL);

        assertThat(pattern.matcher("a".repeat(2_000)).matches()).isFalse();
    }

    @Test
    void wildcardsThatStandTogetherAreOne() {
        String text = "a".repeat(30_000);
        for (String pattern : List.of("_".repeat(30_000), "%".repeat(30_000), "%_".repeat(15_000))) {
            assertThat(Pattern.compile(LikeRegex.of(pattern), Pattern.DOTALL)
                            .matcher(text)
                            .matches())
                    .isTrue();
        }
    }

    private static String text(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(9), 0, letters.length).forEach(letter -> text.appendCodePoint(letters[letter]));
        return text.toString();
    }

    private static boolean fits(int[] pattern, int next, int[] text, int at) {
        if (next == pattern.length) {
            return at == text.length;
        }
        if (pattern[next] == '%') {
            return fits(pattern, next + 1, text, at) || at < text.length && fits(pattern, next, text, at + 1);
        }
        boolean literal = pattern[next] == '\\' && next + 1 < pattern.length;
        int wanted = literal ? pattern[next + 1] : pattern[next];
        boolean here = at < text.length && (wanted == text[at] || !literal && wanted == '_');
        return here && fits(pattern, next + (literal ? 2 : 1), text, at + 1);
    }
}
