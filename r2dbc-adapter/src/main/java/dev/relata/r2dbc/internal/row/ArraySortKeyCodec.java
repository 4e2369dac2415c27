package dev.relata.r2dbc.internal.row;

/**
 * Sort keys of arrays: the array's literal, with its lower bounds, for PostgreSQL sorts by them too.
 *
 * @param element the sort keys of the elements
 */
record ArraySortKeyCodec(SortKeyCodec element) implements ValueCodec {

    private static final int DIMENSION_SIZE = 8;
    private static final int HEADER = 12;

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        int dimensions = BigEndian.getInt(bytes, offset);
        return dimensions == 0 ? "{}" : new Writing(bytes, offset + HEADER, dimensions).literal();
    }

    @Override
    public String encode(Object key) {
        return (String) key;
    }

    /** The position in one array's bytes, and the literal so far. */
    private final class Writing {

        private final StringBuilder text = new StringBuilder();
        private final byte[] bytes;
        private final int sizes;
        private final int dimensions;
        private int position;

        Writing(byte[] bytes, int sizes, int dimensions) {
            this.bytes = bytes;
            this.sizes = sizes;
            this.dimensions = dimensions;
            this.position = sizes + dimensions * DIMENSION_SIZE;
        }

        String literal() {
            for (int level = 0; level < dimensions; level++) {
                int lower = BigEndian.getInt(bytes, sizes + level * DIMENSION_SIZE + Integer.BYTES);
                text.append('[')
                        .append(lower)
                        .append(':')
                        .append(lower + size(level) - 1)
                        .append(']');
            }
            text.append('=');
            level(0);
            return text.toString();
        }

        private int size(int level) {
            return BigEndian.getInt(bytes, sizes + level * DIMENSION_SIZE);
        }

        private void level(int level) {
            text.append('{');
            for (int i = 0; i < size(level); i++) {
                if (i > 0) {
                    text.append(',');
                }
                if (level == dimensions - 1) {
                    element();
                } else {
                    level(level + 1);
                }
            }
            text.append('}');
        }

        private void element() {
            int length = BigEndian.getInt(bytes, position);
            int start = position + Integer.BYTES;
            position = start + Math.max(0, length);
            if (length < 0) {
                text.append("NULL");
            } else {
                text.append('"').append(element.decode(bytes, start, length)).append('"');
            }
        }
    }
}
