package dev.relata.r2dbc.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    private static CopyColumn column(Type type) {
        return Objects.requireNonNull(CopyColumn.of(type, PgType.of(type, null)));
    }

    private static @Nullable String hex(CopyRows rows, Long... ids) {
        ByteBuffer bytes = rows.encode(List.of(ids));
        return bytes == null ? null : HexFormat.of().formatHex(bytes.array(), 0, bytes.limit());
    }

    private static List<@Nullable Object[]> one(@Nullable Object... values) {
        return List.<@Nullable Object[]>of(values);
    }

    @Test
    void rowsStandBetweenASignatureAndAnEnd() {
        CopyRows rows = new CopyRows(List.of(column(String.class), column(Long.class)), 1, one("aé"));

        assertThat(hex(rows, 7L))
                .isEqualTo("5047434f50590aff0d0a000000000000000000"
                        + "0002" + "00000003" + "61c3a9" + "00000008" + "0000000000000007"
                        + "ffff");
        assertThat(rows.stored(0, 0, List.of(7L))).isEqualTo("aé");
        assertThat(rows.stored(0, 1, List.of(7L))).isEqualTo(7L);
    }

    @Test
    void aNullHasNoBytes() {
        CopyRows rows = new CopyRows(List.of(column(Integer.class)), 0, one((Object) null));

        assertThat(hex(rows)).endsWith("0001" + "ffffffff" + "ffff");
        assertThat(rows.stored(0, 0, List.of())).isNull();
    }

    @Test
    void momentsAreRoundedAndAnsweredAsRounded() {
        Instant given = Instant.ofEpochSecond(946_684_800L, 1_600);
        CopyRows rows = new CopyRows(List.of(column(Instant.class)), 0, one(given));

        assertThat(hex(rows)).endsWith("00000008" + "0000000000000002" + "ffff");
        assertThat(rows.stored(0, 0, List.of())).isEqualTo(Instant.ofEpochSecond(946_684_800L, 2_000));
    }

    @Test
    void whatHasNoFormIsNotCopied() {
        assertThat(hex(new CopyRows(List.of(column(String.class)), 0, one("half \ud83d"))))
                .isNull();
        assertThat(hex(new CopyRows(List.of(column(String.class)), 0, one("nul \0"))))
                .isNull();
        assertThat(hex(new CopyRows(List.of(column(Instant.class)), 0, one(Instant.MAX))))
                .isNull();
        assertThat(CopyColumn.of(BigDecimal.class, PgType.of(BigDecimal.class, null)))
                .isNull();
        assertThat(CopyColumn.of(String[].class, PgType.of(String[].class, null)))
                .isNull();
        assertThat(CopyColumn.of(String.class, PgType.of(String.class, "citext")))
                .isNull();
        assertThat(CopyColumn.of(String.class, PgType.of(String.class, "char(3)")))
                .isNull();
    }

    @Test
    void buffersGrow() {
        String text = "x".repeat(10_000);
        List<@Nullable Object[]> many = Arrays.asList(new @Nullable Object[100][]);
        many.replaceAll(none -> new @Nullable Object[] {text});

        ByteBuffer bytes = new CopyRows(List.of(column(String.class)), 0, many).encode(List.of());

        assertThat(Objects.requireNonNull(bytes).remaining()).isEqualTo(19 + 100 * (2 + 4 + 10_000) + 2);
    }
}
