package dev.relata.schema.source;

import dev.relata.error.RefusedException;
import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SourceFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a model from the tables of a store: a record for each table and view, an enum for each enumerated type, a constant at both
 * ends of each foreign key and each junction, and a class that lists the records and returns their naming: that one under which the
 * fewest names have to be written. Stateless.
 *
 * <p>The files compile without a warning under {@code -Xlint:all}. They need Relata, JSpecify's {@code @Nullable} and, for columns
 * that hold JSON, Jackson.
 */
public final class RecordSources {

    private static final Pattern PACKAGE =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");

    private RecordSources() {}

    /**
     * Writes the files.
     *
     * @param tables the tables; a foreign key to a table that is not among them is left out
     * @param packageName the package of the records
     * @return the files, by path
     * @throws RefusedException if the package has no name of Java's, or there is no table
     */
    public static List<SourceFile> of(List<LiveTable> tables, String packageName) {
        boolean named = PACKAGE.matcher(packageName).matches()
                && List.of(packageName.split("\\.")).stream().noneMatch(JavaNames::isReserved);
        if (!named) {
            throw new RefusedException("records(\"" + packageName
                    + "\"): that is no name of a package of Java's; give one such as com.example.shop");
        }
        List<LiveTable> written =
                tables.stream().filter(table -> !table.columns().isEmpty()).toList();
        if (written.isEmpty()) {
            throw new RefusedException("records(\"" + packageName
                    + "\"): there is no table to write a record from, among those that the user may see and that are not"
                    + " ignored; is it the right database?");
        }
        return new ModelSource(written, packageName).files();
    }

    /** A file of a package. */
    static SourceFile file(String packageName, String type, String text) {
        return new SourceFile(
                packageName.replace('.', '/') + "/" + type + ".java", "package " + packageName + ";\n\n" + text);
    }
}
