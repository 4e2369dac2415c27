package dev.relata.internal.mapping;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A digest without a key: it finds accidents and careless edits, and everybody can make one. */
final class DigestSeal implements CursorSeal {

    private static final int LENGTH = 12;

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public byte[] of(Content kind, byte[] content) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(FORMAT);
            return Arrays.copyOf(sha.digest(content), LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
