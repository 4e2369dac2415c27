package dev.relata.examples.atlas.scan;

/**
 * A method's name and descriptor as 64 bits (FNV-1a), so that the index holds eight bytes a method instead of two strings.
 * Two signatures meet in one number with a probability of about 10⁻¹⁷ a lookup. Stateless.
 */
final class Signature {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Signature() {}

    /** The number of {@code name + descriptor}; a descriptor starts with a parenthesis, which no name contains. */
    static long of(String name, String descriptor) {
        return append(append(OFFSET, name), descriptor);
    }

    private static long append(long hash, String text) {
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * PRIME;
        }
        return hash;
    }
}
