package dev.relata.r2dbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Model;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Playlist;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The place of a row among those of its owner is looked up by the pair, whatever says who the owner is. */
class PositionSqlTest {

    private static final Association TRACKS =
            Model.of(ConformanceModel.types()).relationship(Playlist.TRACKS).association();
    private static final Ordering BY_PLACE = new Ordering(Path.position(TRACKS), Direction.ASC, Nulls.LAST);
    private static final Query IN_ORDER = Query.of(TRACKS.target()).orderBy(List.of(BY_PLACE));
    private static final Path ID = Path.of(TRACKS.target().id().get(0));

    private static String text(Select select) {
        return new SqlRenderer().select(select).text();
    }

    @Test
    void ofOneOwner() {
        Query owned = IN_ORDER.where(new Predicate.OwnedBy(TRACKS, List.of(7L)));
        Sql sql = new SqlRenderer().select(Select.of("", owned, List.of(ID)));
        assertThat(sql.text())
                .isEqualTo("SELECT t0.\"id\" FROM \"tracks\" AS t0"
                        + " WHERE t0.\"id\" IN (SELECT j1.\"track_id\" FROM \"playlists_tracks\" AS j1"
                        + " WHERE j1.\"playlist_id\" = $1::bigint)"
                        + " ORDER BY (SELECT j2.\"position\" FROM \"playlists_tracks\" AS j2"
                        + " WHERE j2.\"playlist_id\" = $2::bigint AND j2.\"track_id\" = t0.\"id\") ASC NULLS LAST");
        assertThat(sql.binds()).extracting(Bind::value).containsExactly(7L, 7L);
    }

    @Test
    void ofManyOwners() {
        KeyBatch two = new KeyBatch(TRACKS, List.of(List.of(7L), List.of(8L)));
        assertThat(text(Select.of("", IN_ORDER, List.of(ID)).forEach(two)))
                .endsWith(" ORDER BY k.pos, (SELECT j2.\"position\" FROM \"playlists_tracks\" AS j2"
                        + " WHERE j2.\"playlist_id\" = k.c0 AND j2.\"track_id\" = t0.\"id\") ASC NULLS LAST");
    }

    @Test
    void ofTheRowAround() {
        Predicate exists = new Predicate.Exists(TRACKS, IN_ORDER.limit(1));
        assertThat(text(Select.of("", Query.of(TRACKS.source()).where(exists), List.of(ID))))
                .contains(".\"playlist_id\" = t0.\"id\" AND ")
                .contains(" ASC NULLS LAST LIMIT ");
    }

    @Test
    void anotherOrderBindsTheOwnerOnce() {
        Query owned = Query.of(TRACKS.target()).where(new Predicate.OwnedBy(TRACKS, List.of(7L)));
        assertThat(new SqlRenderer().select(Select.of("", owned, List.of(ID))).binds())
                .hasSize(1);
    }
}
