package dev.relata.model;

import static dev.relata.internal.record.JavaWords.plural;
import static dev.relata.internal.record.JavaWords.snake;

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

    private static String upper(String snake) {
        return snake.toUpperCase(Locale.ROOT);
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
