package dev.relata.model;

import java.util.Locale;

/** The namings that write the words of Java's names in one case. */
enum CaseNaming implements Naming {
    SNAKE {
        @Override
        public String table(Class<?> record) {
            return plural(snake(record.getSimpleName()));
        }

        @Override
        public String column(String component) {
            return snake(component);
        }
    },
    UPPER_SNAKE {
        @Override
        public String table(Class<?> record) {
            return upper(SNAKE.table(record));
        }

        @Override
        public String column(String component) {
            return upper(snake(component));
        }

        @Override
        public String idArray(String target) {
            return target + "_IDS";
        }
    },
    PASCAL {
        @Override
        public String table(Class<?> record) {
            return record.getSimpleName();
        }

        @Override
        public String column(String component) {
            return capitalized(component);
        }

        @Override
        public String junction(String owner, String target) {
            return owner + target;
        }

        @Override
        public String reference(String end, String idColumn) {
            return compound(column(end), idColumn);
        }

        @Override
        public String idArray(String target) {
            return target + "Ids";
        }
    },
    AS_DECLARED {
        @Override
        public String table(Class<?> record) {
            return record.getSimpleName();
        }

        @Override
        public String column(String component) {
            return component;
        }

        @Override
        public String junction(String owner, String target) {
            return owner + target;
        }

        @Override
        public String reference(String end, String idColumn) {
            return compound(end, capitalized(idColumn));
        }

        @Override
        public String idArray(String target) {
            return target + "Ids";
        }
    };

    /** An id that is called after its type, as {@code PlaylistId} of {@code Playlist} is, is not called so twice. */
    private static String compound(String end, String idColumn) {
        boolean whole = idColumn.length() > end.length() && idColumn.regionMatches(true, 0, end, 0, end.length());
        return whole ? end + idColumn.substring(end.length()) : end + idColumn;
    }

    /** {@code publishedAt} → {@code published_at}, {@code HTTPServer} → {@code http_server}. */
    private static String snake(String camel) {
        return camel.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static String upper(String snake) {
        return snake.toUpperCase(Locale.ROOT);
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The regular English plural; irregular ones are given by {@link Table}. */
    static String plural(String word) {
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
    }
}
