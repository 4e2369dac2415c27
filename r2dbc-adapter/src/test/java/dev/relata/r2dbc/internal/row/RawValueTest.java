package dev.relata.r2dbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.message.Format;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RawValueTest {

    @Test
    void hexadecimalTextBecomesTheBytesThatItStandsFor() {
        byte[] all = new byte[256];
        StringBuilder text = new StringBuilder("\\x");
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
            text.append(String.format("%02x", i));
        }
        RawValue value = text(text.toString());
        assertThat(value.isHexadecimal()).isTrue();
        value.fromHexadecimal();
        assertThat(bytes(value)).isEqualTo(all);
    }

    @Test
    void noBytesAreNone() {
        RawValue value = text("\\x");
        value.fromHexadecimal();
        assertThat(value.length()).isZero();
    }

    @Test
    void whatCameInBinaryIsLeftAsItIs() {
        RawValue value = new RawValue().set(Unpooled.wrappedBuffer(new byte[] {'\\', 'x', '0'}), Format.FORMAT_BINARY);
        assertThat(value.isHexadecimal()).isFalse();
        value.fromHexadecimal();
        assertThat(bytes(value)).containsExactly('\\', 'x', '0');
    }

    @Test
    void anotherTextIsRefused() {
        RawValue value = text("\\000\\001");
        assertThat(value.isHexadecimal()).isFalse();
        assertThatIllegalStateException().isThrownBy(value::fromHexadecimal);
    }

    private static RawValue text(String text) {
        return new RawValue().set(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)), Format.FORMAT_TEXT);
    }

    private static byte[] bytes(RawValue value) {
        return Arrays.copyOf(value.bytes(), value.length());
    }
}
