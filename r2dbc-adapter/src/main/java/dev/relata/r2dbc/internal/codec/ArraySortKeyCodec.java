package dev.relata.r2dbc.internal.codec;

/**
 * Sort keys of arrays: the array's literal, with its lower bounds, for PostgreSQL sorts by them too.
 *
 * @param element the sort keys of the elements
 */
record ArraySortKeyCodec(SortKeyCodec element) implements ValueCodec {

    @Override
    public String decode(byte[] bytes, int offset, int length) {
        BinaryArray array = new BinaryArray(bytes, offset);
        if (array.dimensions() == 0) {
            return "{}";
        }
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < array.dimensions(); level++) {
            int lower = array.lowerBound(level);
            text.append('[')
                    .append(lower)
                    .append(':')
                    .append(lower + array.size(level) - 1)
                    .append(']');
        }
        append(text.append('='), array, 0);
        return text.toString();
    }

    private void append(StringBuilder text, BinaryArray array, int level) {
        text.append('{');
        for (int i = 0; i < array.size(level); i++) {
            text.append(i == 0 ? "" : ",");
            if (level < array.dimensions() - 1) {
                append(text, array, level + 1);
            } else {
                Object key = array.next(element);
                text.append(key == null ? "NULL" : "\"" + key + "\"");
            }
        }
        text.append('}');
    }

    @Override
    public String encode(Object key) {
        return (String) key;
    }
}
