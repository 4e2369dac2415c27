package dev.relata.test;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.NotFetchedException;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.query.Graph;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StatementCounter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class FetchPlanTest {

    record Team(@Id Long id, String name) {
        static final OneToMany<Team, Player> PLAYERS =
                oneToMany(Team.class, Player::teamId).eager().orderBy(asc(Player::id));
        static final OneToMany<Team, Player> FIRST = PLAYERS.limit(1);
        static final HasOne<Team, Ground> GROUND =
                hasOne(Team.class, Ground::teamId).eager();
    }

    record Player(@Id Long id, Long teamId) {
        static final ManyToOne<Player, Team> TEAM =
                manyToOne(Player::teamId, Team.class).eager();
        static final ManyToMany<Player, Player> FRIENDS = manyToMany(Player.class, Player.class);
    }

    /** A guest may come more than once. */
    record Visit(@Id Long id, Long teamId, Long playerId, int day) {
        static final ManyToManyThrough<Team, Player, Visit> GUESTS =
                manyToMany(Team.class, Player.class).through(Visit::teamId, Visit::playerId);
    }

    record Ground(@Id Long id, Long teamId, @Nullable String place) {}

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.builder().listener(statements).build())
            .model(Team.class, Player.class, Ground.class, Visit.class)
            .build();

    private <T> List<T> all(Flux<T> flux) {
        statements.reset();
        List<T> values = flux.collectList().block();
        assertThat(values).isNotNull();
        return values;
    }

    private void play() {
        Mono.when(relata.insert(new Team(1L, "red")), relata.insert(new Team(2L, "blue")))
                .then(relata.insert(new Ground(1L, 1L, "park")))
                .thenMany(relata.bulk()
                        .insert(LongStream.rangeClosed(1, 6)
                                .mapToObj(i -> new Player(i, 1 + i % 2))
                                .toList()))
                .as(StepVerifier::create)
                .expectNextCount(6)
                .verifyComplete();
    }

    private void befriend(long one, long other) {
        relata.on(new Player(one, 1L), Player.FRIENDS)
                .addIds(other)
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void eagerRelationshipsAreFetchedUnlessTheyLeadBackOrAreLeftOut() {
        play();
        Selection<Team> teams = relata.from(Team.class).orderBy(asc(Team::id));

        List<Graph<Team>> graphs = all(teams.graphs());
        assertThat(statements.statements()).hasSize(3);
        assertThat(graphs.get(0).many(Team.PLAYERS)).extracting(Player::id).containsExactly(2L, 4L, 6L);
        assertThat(graphs.get(0).one(Team.GROUND)).contains(new Ground(1L, 1L, "park"));
        assertThat(graphs.get(0).fetched(Team.FIRST)).isFalse();
        assertThatThrownBy(() -> graphs.get(0).graphs(Team.PLAYERS).get(0).one(Player.TEAM))
                .isInstanceOf(NotFetchedException.class)
                .hasMessageContaining("fetch(Player.TEAM)");

        all(teams.withoutEager().graphs());
        assertThat(statements.statements()).hasSize(1);

        List<Graph<Player>> players =
                all(relata.from(Player.class).orderBy(asc(Player::id)).graphs());
        assertThat(statements.statements()).hasSize(3);
        assertThat(players.get(0).graphs(Player.TEAM).get(0).fetched(Team.GROUND))
                .isTrue();
        assertThat(players.get(0).graphs(Player.TEAM).get(0).fetched(Team.PLAYERS))
                .isFalse();

        all(teams.withoutEager().fetch(Team.PLAYERS).graphs());
        assertThat(statements.statements()).hasSize(2);
    }

    @Test
    void ownersOfOneTargetAskForItOnceAndShareIt() {
        play();

        List<Graph<Player>> players =
                all(relata.from(Player.class).withoutEager().fetch(Player.TEAM).graphs());

        assertThat(players.stream()
                        .map(player ->
                                System.identityHashCode(player.one(Player.TEAM).orElseThrow()))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void aRelationMadeOnTheSpotIsFoundAgainByWhatItReads() {
        play();
        befriend(1, 2);

        List<Graph<Player>> players = all(relata.from(Player.class)
                .withoutEager()
                .orderBy(asc(Player::id))
                .fetch(Player.FRIENDS.inverse())
                .graphs());

        assertThat(players.get(1).many(Player.FRIENDS.inverse())).containsExactly(new Player(1L, 2L));
        assertThat(players.get(1).fetched(Player.FRIENDS)).isFalse();
    }

    @Test
    void aRowReachedOnSeveralWaysOfOneLengthIsFollowedFromEach() {
        play();
        befriend(1, 2);
        befriend(1, 3);
        befriend(2, 4);
        befriend(3, 4);
        befriend(4, 5);
        befriend(5, 1);

        Graph<Player> one = all(relata.from(Player.class)
                        .limit(1)
                        .withoutEager()
                        .fetch(Player.FRIENDS, Recursion.toEnd(), friend -> friend.orderBy(asc(Player::id)))
                        .graphs())
                .get(0);

        assertThat(text(one)).isEqualTo("1(2(4(5(1…))) 3(4(5(1…))))");
        assertThat(statements.statements()).hasSize(5);
    }

    private static String text(Graph<Player> player) {
        String friends =
                player.graphs(Player.FRIENDS).stream().map(FetchPlanTest::text).collect(Collectors.joining(" "));
        String name = player.root().id() + (player.repeated() ? "…" : "");
        return friends.isEmpty() ? name : name + "(" + friends + ")";
    }

    @Test
    void aDeepRecursionNeedsNoStack() {
        relata.insert(new Team(1L, "red"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        int depth = 3000;
        relata.bulk()
                .insert(Player.class, Flux.range(1, depth).map(i -> new Player((long) i, 1L)))
                .as(StepVerifier::create)
                .expectNext((long) depth)
                .verifyComplete();
        Flux.range(1, depth - 1)
                .concatMap(
                        i -> relata.on(new Player((long) i, 1L), Player.FRIENDS).addIds((long) (i + 1)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();

        Graph<Player> at = all(relata.from(Player.class)
                        .limit(1)
                        .withoutEager()
                        .fetch(Player.FRIENDS, Recursion.toEnd())
                        .graphs())
                .get(0);
        int reached = 1;
        while (!at.graphs(Player.FRIENDS).isEmpty()) {
            at = at.graphs(Player.FRIENDS).get(0);
            reached++;
        }

        assertThat(reached).isEqualTo(depth);
    }

    @Test
    void demandOfOneIsHonouredAndCancelStopsAStreamOfGraphs() {
        play();

        StepVerifier.create(relata.from(Team.class).orderBy(asc(Team::id)).iterateGraphs(), 1)
                .expectNextMatches(graph -> graph.root().id() == 1)
                .thenCancel()
                .verify();
        StepVerifier.create(relata.from(Team.class).orderBy(asc(Team::id)).graphs(), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void aStreamOfGraphsWithinATransactionSeesItsWrites() {
        play();

        relata.insert(new Player(7L, 1L))
                .thenMany(relata.from(Team.class).orderBy(asc(Team::id)).iterateGraphs())
                .map(graph -> graph.many(Team.PLAYERS).size())
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNext(4, 3)
                .verifyComplete();
    }

    @Test
    void aPairThatIsLinkedTwiceIsTwoLinksAndOneRow() {
        play();
        relata.bulk()
                .insert(List.of(new Visit(1L, 1L, 3L, 1), new Visit(2L, 1L, 3L, 2), new Visit(3L, 1L, 5L, 3)))
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        Graph<Team> team = all(relata.from(Team.class)
                        .limit(1)
                        .withoutEager()
                        .fetch(Visit.GUESTS, guests -> guests.orderBy(asc(Player::id)))
                        .fetchLinks(Visit.GUESTS, guests -> guests.orderBy(asc(Player::id)))
                        .graphs())
                .get(0);

        assertThat(statements.statements()).hasSize(2);
        assertThat(team.links(Visit.GUESTS))
                .extracting(link -> link.data().day())
                .hasSize(3)
                .last()
                .isEqualTo(3);
        assertThat(team.many(Visit.GUESTS)).extracting(Player::id).containsExactly(3L, 5L);
    }

    @Test
    void aLimitOfLinksIsNoLimitOfRowsWhereAPairMayBeLinkedTwice() {
        play();
        relata.bulk()
                .insert(List.of(new Visit(1L, 1L, 3L, 1), new Visit(2L, 1L, 3L, 2), new Visit(3L, 1L, 5L, 3)))
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();
        UnaryOperator<Selection<Player>> two =
                guests -> guests.orderBy(asc(Player::id)).limit(2);

        Graph<Team> team = all(relata.from(Team.class)
                        .limit(1)
                        .withoutEager()
                        .fetchLinks(Visit.GUESTS, two)
                        .fetch(Visit.GUESTS, two)
                        .graphs())
                .get(0);

        assertThat(statements.statements()).hasSize(3);
        assertThat(team.links(Visit.GUESTS))
                .extracting(link -> link.data().day())
                .containsExactly(1, 2);
        assertThat(team.many(Visit.GUESTS)).extracting(Player::id).containsExactly(3L, 5L);
    }
}
