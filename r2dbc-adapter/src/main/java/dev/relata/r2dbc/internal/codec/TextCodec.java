package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.spi.RowTarget;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A value by its text: every type whose binary form is its text, and every type that is cast to {@code text}. */
final class TextCodec implements ValueCodec {

    private final TextForm form;
    private final boolean plain;

    TextCodec(TextForm form) {
        this.form = form;
        this.plain = form.equals(TextForm.STRING);
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return plain ? text : form.read(text);
    }

    @Override
    public void pass(byte[] bytes, int offset, int length, int column, RowTarget<?> target) {
        if (plain) {
            target.text(column, bytes, offset, length);
        } else {
            target.value(column, decode(bytes, offset, length));
        }
    }

    @Override
    public String encode(Object value) {
        return checked(form.format().apply(value));
    }

    /** Returns the text, or refuses what PostgreSQL or UTF-8 cannot hold. */
    static String checked(String text) {
        int nul = text.indexOf(0);
        if (nul >= 0) {
            throw new InvalidValueException("PostgreSQL text cannot hold the NUL character (at index " + nul
                    + "); remove it, or store the value as bytea");
        }
        return encodable(text);
    }

    /** Returns the text, or refuses what UTF-8 cannot hold. */
    static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean paired = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!paired) {
                    throw new InvalidValueException("the text has half a surrogate pair (at index " + i
                            + "), which has no UTF-8 form; complete or remove it");
                }
                i++;
            }
        }
        return text;
    }

    /** The text form of a Java type: how it is written and read back. */
    record TextForm(String javaType, Function<String, Object> parse, Function<Object, String> format) {

        static final TextForm STRING = new TextForm("String", text -> text, value -> (String) value);

        Object read(String text) {
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                throw InvalidValues.because(
                        "'" + ValueText.of(text) + "' cannot be read as " + javaType + ": " + ValueText.ofError(e), e);
            }
        }
    }
}
