package dev.relata.r2dbc.internal.exec.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

class OwnWritesTest {

    private final OwnWritesKey key = new OwnWritesKey();
    private final OwnWrites writes = Objects.requireNonNull(key.find(key.open(Context.empty(), null)));

    private static WalPosition at(long value) {
        return new WalPosition(value);
    }

    @Test
    void theHighestPositionIsKept() {
        writes.reached(at(7));
        writes.reached(at(3));

        assertThat(writes.position()).isEqualTo(at(7));
    }

    @Test
    void anAnswerCoversTheWritesBeforeItsQuestionAndNoLaterOne() {
        writes.reachedUnknown();
        long before = writes.unknownSoFar();
        writes.reachedUnknown();
        writes.covered(at(5), before);

        assertThat(writes.isUnknown()).isTrue();
        writes.covered(at(6), writes.unknownSoFar());
        assertThat(writes.isUnknown()).isFalse();
        assertThat(writes.position()).isEqualTo(at(6));
    }

    @Test
    void aServerThatDoesNotTellIsNotAskedAgain() {
        writes.isNotTold();

        assertThat(writes.isUnknown()).isTrue();
        assertThat(writes.isTold()).isFalse();
    }

    @Test
    void whatAServerShowsIsKnownUntilTheNextWrite() {
        assertThat(writes.isShownBy("reader")).isTrue();
        writes.reached(at(5));
        assertThat(writes.isShownBy("reader")).isFalse();
        writes.replayed("reader", at(5));
        assertThat(writes.isShownBy("reader")).isTrue();
        assertThat(writes.isShownBy("other")).isFalse();
        writes.reached(at(6));
        assertThat(writes.isShownBy("reader")).isFalse();
    }

    @Test
    void aScopeInsideAnotherOneGoesOnWithItAndTwoStoresDoNotMix() {
        Context outer = key.open(Context.empty(), at(5));
        Context inner = key.open(outer, at(9));

        assertThat(key.find(inner)).isSameAs(key.find(outer));
        assertThat(Objects.requireNonNull(key.find(outer)).position()).isEqualTo(at(9));
        assertThat(new OwnWritesKey().find(outer)).isNull();
    }
}
