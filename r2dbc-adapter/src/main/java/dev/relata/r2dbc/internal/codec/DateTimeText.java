package dev.relata.r2dbc.internal.codec;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * Dates and times in the one form that PostgreSQL reads alike under every {@code DateStyle}: years of any length, BC,
 * and microseconds. Finer fractions are cut off (towards the past), whereas PostgreSQL would round them.
 */
final class DateTimeText {

    static final String INFINITY = "infinity";
    static final String MINUS_INFINITY = "-infinity";

    private static final int NANOS_PER_MICRO = 1_000;
    private static final int FIRST_YEAR = -4712;

    private DateTimeText() {}

    static String date(LocalDate date, int lastYear, String type) {
        StringBuilder text = new StringBuilder(24);
        appendDate(text, date, lastYear, type);
        return appendEra(text, date).toString();
    }

    static String timestamp(LocalDateTime timestamp, int lastYear, String type) {
        StringBuilder text = new StringBuilder(40);
        appendDate(text, timestamp.toLocalDate(), lastYear, type);
        appendTime(text.append(' '), timestamp.toLocalTime()).append("+00");
        return appendEra(text, timestamp.toLocalDate()).toString();
    }

    static String time(LocalTime time) {
        return appendTime(new StringBuilder(15), time).toString();
    }

    private static void appendDate(StringBuilder text, LocalDate date, int lastYear, String type) {
        int year = date.getYear();
        if (year < FIRST_YEAR || year > lastYear) {
            throw InvalidValues.outOfRange(date, type);
        }
        // The year 0 of ISO is 1 BC.
        appendPadded(text, year > 0 ? year : 1 - year, 4);
        appendPadded(text.append('-'), date.getMonthValue(), 2);
        appendPadded(text.append('-'), date.getDayOfMonth(), 2);
    }

    private static StringBuilder appendTime(StringBuilder text, LocalTime time) {
        appendPadded(text, time.getHour(), 2);
        appendPadded(text.append(':'), time.getMinute(), 2);
        appendPadded(text.append(':'), time.getSecond(), 2);
        if (time.getNano() >= NANOS_PER_MICRO) {
            appendPadded(text.append('.'), time.getNano() / NANOS_PER_MICRO, 6);
        }
        return text;
    }

    private static StringBuilder appendEra(StringBuilder text, LocalDate date) {
        return date.getYear() > 0 ? text : text.append(" BC");
    }

    private static void appendPadded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
