package dev.relata.internal.export;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/** Writes texts as strings of JSON, with the escapes that a mapper writes. Immutable, thread-safe. */
final class JsonText {

    private static final int ASCII = 128;

    /** Characters for which there is room at a time, each as long as the longest escape. */
    private static final int SLICE = 1024;

    /** The most bytes of a character of a Java string in UTF-8. */
    private static final int MOST_BYTES = 3;

    private final byte[] @Nullable [] escapes;
    private final int longest;

    private JsonText(byte[] @Nullable [] escapes, int longest) {
        this.escapes = escapes;
        this.longest = longest;
    }

    /** Asks a mapper for the escape of each character of ASCII. */
    static JsonText of(ObjectWriter writer) {
        byte[] @Nullable [] escapes = new byte[ASCII][];
        int longest = MOST_BYTES;
        for (char character = 0; character < ASCII; character++) {
            String json = writer.writeValueAsString(String.valueOf(character));
            String inner = json.substring(1, json.length() - 1);
            boolean itself = inner.length() == 1 && inner.charAt(0) == character;
            escapes[character] = itself ? null : inner.getBytes(StandardCharsets.UTF_8);
            longest = Math.max(longest, inner.length());
        }
        return new JsonText(escapes, longest);
    }

    /** Writes a text; returns false, with part of it written, where Java has no such text. */
    boolean write(BufferOutput out, byte[] utf8, int offset, int size) {
        byte[] bytes = out.room(size + 2);
        int to = out.length();
        bytes[to++] = '"';
        for (int i = offset; i < offset + size; i++) {
            byte character = utf8[i];
            if (character < 0 || escapes[character] != null) {
                return write(out, new String(utf8, offset, size, StandardCharsets.UTF_8));
            }
            bytes[to++] = character;
        }
        bytes[to++] = '"';
        out.advanceTo(to);
        return true;
    }

    /** Writes a text; returns false, with part of it written, where it has half a surrogate pair. */
    boolean write(BufferOutput out, String text) {
        out.write('"');
        int next = 0;
        while (next >= 0 && next < text.length()) {
            next = slice(out, text, next, Math.min(text.length(), next + SLICE));
        }
        out.write('"');
        return next >= 0;
    }

    /** Writes characters; returns the position behind them, which may be in the next slice, or -1 for half a surrogate pair. */
    private int slice(BufferOutput out, String text, int from, int end) {
        byte[] bytes = out.room((end - from + 1) * longest);
        int to = out.length();
        int i = from;
        while (i < end) {
            char character = text.charAt(i++);
            if (character < ASCII) {
                to = ascii(character, bytes, to);
            } else if (!Character.isSurrogate(character)) {
                to = encode(character, bytes, to);
            } else if (i < text.length() && Character.isSurrogatePair(character, text.charAt(i))) {
                to = encodePair(Character.toCodePoint(character, text.charAt(i++)), bytes, to);
            } else {
                return -1;
            }
        }
        out.advanceTo(to);
        return i;
    }

    private int ascii(char character, byte[] bytes, int to) {
        byte[] escape = escapes[character];
        if (escape == null) {
            bytes[to] = (byte) character;
            return to + 1;
        }
        System.arraycopy(escape, 0, bytes, to, escape.length);
        return to + escape.length;
    }

    private static int encode(char character, byte[] bytes, int at) {
        int to = at;
        if (character < 0x800) {
            bytes[to++] = (byte) (0xc0 | character >> 6);
        } else {
            bytes[to++] = (byte) (0xe0 | character >> 12);
            bytes[to++] = (byte) (0x80 | character >> 6 & 0x3f);
        }
        bytes[to++] = (byte) (0x80 | character & 0x3f);
        return to;
    }

    private static int encodePair(int codePoint, byte[] bytes, int to) {
        bytes[to] = (byte) (0xf0 | codePoint >> 18);
        bytes[to + 1] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        bytes[to + 2] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        bytes[to + 3] = (byte) (0x80 | codePoint & 0x3f);
        return to + 4;
    }
}
