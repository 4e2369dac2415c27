package dev.relata.internal.export;

import java.time.Instant;
import java.time.LocalDate;

/** Writes dates and moments in ISO 8601, in years of four digits. */
final class IsoDates {

    private static final int SECONDS_A_DAY = 86_400;
    private static final int DAYS_AN_ERA = 146_097;
    private static final int DAYS_TO_1970 = 719_468;
    private static final int LAST_YEAR = 9999;
    private static final int LONGEST = 34;
    private static final long FIRST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_A_DAY;
    private static final long END = (LocalDate.of(LAST_YEAR, 12, 31).toEpochDay() + 1) * SECONDS_A_DAY;

    private IsoDates() {}

    /** Writes a moment in UTC in quotes, with three, six or nine digits of its second as it needs; false for other years. */
    static boolean write(BufferOutput out, Instant moment) {
        long second = moment.getEpochSecond();
        if (second < FIRST_SECOND || second >= END) {
            return false;
        }
        byte[] bytes = out.room(LONGEST);
        long day = Math.floorDiv(second, SECONDS_A_DAY);
        int time = (int) (second - day * SECONDS_A_DAY);
        int to = out.length();
        bytes[to++] = '"';
        to = date(bytes, to, (int) day);
        bytes[to++] = 'T';
        to = two(bytes, to, time / 3600);
        bytes[to++] = ':';
        to = two(bytes, to, time / 60 % 60);
        bytes[to++] = ':';
        to = two(bytes, to, time % 60);
        to = fraction(bytes, to, moment.getNano());
        bytes[to++] = 'Z';
        bytes[to++] = '"';
        out.advanceTo(to);
        return true;
    }

    /** Writes a date in quotes; false for other years. */
    static boolean write(BufferOutput out, LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            return false;
        }
        byte[] bytes = out.room(LONGEST);
        int to = out.length();
        bytes[to++] = '"';
        to = date(bytes, to, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        bytes[to++] = '"';
        out.advanceTo(to);
        return true;
    }

    /** The civil date of a day, in years that begin with March; see LocalDate.ofEpochDay. */
    private static int date(byte[] bytes, int at, int epochDay) {
        int day = epochDay + DAYS_TO_1970;
        int era = Math.floorDiv(day, DAYS_AN_ERA);
        int dayOfEra = day - era * DAYS_AN_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return date(bytes, at, year, month, dayOfYear - (153 * march + 2) / 5 + 1);
    }

    private static int date(byte[] bytes, int at, int year, int month, int day) {
        int to = two(bytes, two(bytes, at, year / 100), year % 100);
        bytes[to++] = '-';
        to = two(bytes, to, month);
        bytes[to++] = '-';
        return two(bytes, to, day);
    }

    private static int two(byte[] bytes, int to, int number) {
        bytes[to] = (byte) ('0' + number / 10);
        bytes[to + 1] = (byte) ('0' + number % 10);
        return to + 2;
    }

    private static int fraction(byte[] bytes, int at, int nanos) {
        if (nanos == 0) {
            return at;
        }
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
        int rest = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1000 : nanos;
        bytes[at] = '.';
        for (int i = digits; i > 0; i--) {
            bytes[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits + 1;
    }
}
