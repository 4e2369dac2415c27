package dev.relata.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.internal.record.JavaWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseNamingTest {

    record BookAuthor() {}

    @ParameterizedTest
    @CsvSource({
        "book,books",
        "category,categories",
        "day,days",
        "box,boxes",
        "address,addresses",
        "branch,branches",
        "wish,wishes",
        "person,persons"
    })
    void pluralsAreTheRegularOnes(String word, String plural) {
        assertThat(JavaWords.plural(word)).isEqualTo(plural);
    }

    @Test
    void eachNamesTablesAndColumns() {
        assertThat(Naming.SNAKE_CASE.table(BookAuthor.class)).isEqualTo("book_authors");
        assertThat(Naming.UPPER_SNAKE_CASE.table(BookAuthor.class)).isEqualTo("BOOK_AUTHORS");
        assertThat(Naming.UPPER_SNAKE_CASE.column("firstName")).isEqualTo("FIRST_NAME");
        assertThat(Naming.PASCAL_CASE.table(BookAuthor.class)).isEqualTo("BookAuthor");
        assertThat(Naming.PASCAL_CASE.column("firstName")).isEqualTo("FirstName");
        assertThat(Naming.AS_DECLARED.table(BookAuthor.class)).isEqualTo("BookAuthor");
        assertThat(Naming.AS_DECLARED.column("firstName")).isEqualTo("firstName");
    }

    @Test
    void eachNamesTheColumnsOfJunctions() {
        assertThat(Naming.SNAKE_CASE.reference("fromAuthor", "id")).isEqualTo("from_author_id");
        assertThat(Naming.UPPER_SNAKE_CASE.reference("author", "ID")).isEqualTo("AUTHOR_ID");
        assertThat(Naming.PASCAL_CASE.reference("playlist", "PlaylistId")).isEqualTo("PlaylistId");
        assertThat(Naming.PASCAL_CASE.reference("playlist", "Id")).isEqualTo("PlaylistId");
        assertThat(Naming.AS_DECLARED.reference("playlist", "playlistId")).isEqualTo("playlistId");
        assertThat(Naming.of(Class::getSimpleName, name -> "c_" + name).reference("author", "c_id"))
                .isEqualTo("c_author_c_id");
    }
}
