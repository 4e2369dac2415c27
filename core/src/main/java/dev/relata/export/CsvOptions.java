package dev.relata.export;

import dev.relata.error.RefusedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a CSV is written. Immutable.
 *
 * @param header whether the names of the components come first
 * @param guarded whether a text that begins with {@code =}, {@code +}, {@code -}, {@code @}, one of these in full width, a tab, a carriage
 *     return or a line feed gets an apostrophe before it, so that a spreadsheet does not take it for a formula; readers other than spreadsheets see the apostrophe
 * @param json writes the values that are neither texts nor numbers
 */
public record CsvOptions(boolean header, boolean guarded, JsonMapper json) {

    /** Checks the mapper. */
    public CsvOptions {
        RefusedException.unlessNull(json, "CsvOptions", "the mapper that writes values");
    }

    /**
     * With a header, without the guard against formulas, by Jackson's defaults.
     *
     * @return the options
     */
    public static CsvOptions defaults() {
        return new CsvOptions(true, false, Exports.DEFAULT);
    }

    /**
     * Leaves the header out.
     *
     * @return a changed copy
     */
    public CsvOptions withoutHeader() {
        return new CsvOptions(false, guarded, json);
    }

    /**
     * Marks texts that a spreadsheet might take for a formula, which someone may have entered to be run by those who open the file.
     *
     * @return a changed copy
     */
    public CsvOptions guardedAgainstFormulas() {
        return new CsvOptions(header, true, json);
    }

    /**
     * Takes another mapper for the values that are neither texts nor numbers.
     *
     * @param mapper the mapper
     * @return a changed copy
     */
    public CsvOptions withMapper(JsonMapper mapper) {
        return new CsvOptions(header, guarded, mapper);
    }
}
