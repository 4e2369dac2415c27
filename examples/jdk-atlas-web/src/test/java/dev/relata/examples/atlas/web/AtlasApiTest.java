package dev.relata.examples.atlas.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@AtlasTest
class AtlasApiTest {

    @Autowired
    private WebTestClient client;

    @Test
    void aSearchFindsTheTypeOfTheJavaPlatformFirst() {
        JsonNode found = get("/api/search?q=string");

        assertThat(found.at("/answer/0/name").asString()).isEqualTo("java.lang.String");
        assertThat(found.at("/answer").size()).isEqualTo(20);
        assertThat(found.at("/statements").asInt()).isEqualTo(1);
    }

    @Test
    void aSearchTakesSignsOfPatternsAsTheyAre() {
        assertThat(get("/api/search?q={q}", "%").at("/answer")).isEmpty();
        assertThat(get("/api/search?q={q}", "Map$Entry").at("/answer/0/name").asString())
                .isEqualTo("java.util.Map$Entry");
        assertThat(get("/api/search?q={q}", " ").at("/answer")).isEmpty();
    }

    @Test
    void aTypeIsReadWithAllThatIsAroundIt() {
        JsonNode type = get("/api/types/java.util.LinkedHashMap").at("/answer");

        assertThat(type.at("/module").asString()).isEqualTo("java.base");
        assertThat(names(type.at("/superclasses")))
                .containsExactly("java.util.HashMap", "java.util.AbstractMap", "java.lang.Object");
        assertThat(names(type.at("/interfaces"))).contains("java.util.Map");
        assertThat(type.at("/counts/methods").asInt()).isPositive();
        assertThat(type.at("/methods/items").size()).isPositive();
    }

    @Test
    void theNumberOfStatementsDependsOnTheChainOfSuperclassesOnly() {
        assertThat(get("/api/types/java.lang.String").at("/statements").asInt()).isEqualTo(10);
        assertThat(get("/api/types/java.util.ArrayList").at("/statements").asInt())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"methods", "fields", "subclasses", "implementors", "callers", "callees"})
    void eachListIsReadToItsEndByCursors(String list) {
        String type = list.equals("implementors") ? "java.util.Map" : "java.util.AbstractMap";
        List<JsonNode> all = items(get("/api/types/" + type + "/" + list + "?size=200"));
        JsonNode page = get("/api/types/" + type + "/" + list + "?size=3");
        List<JsonNode> read = new java.util.ArrayList<>(items(page));
        while (page.at("/answer/next").isString() && read.size() < all.size()) {
            page = get(
                    "/api/types/" + type + "/" + list + "?size=3&cursor={cursor}",
                    page.at("/answer/next").asString());
            read.addAll(items(page));
        }

        assertThat(read).containsExactlyElementsOf(all).doesNotHaveDuplicates();
        assertThat(read).isNotEmpty();
    }

    @Test
    void callersAndCalleesOfAMethodFaceEachOther() {
        JsonNode method = get("/api/types/java.util.HashMap/methods?size=200")
                .at("/answer/items")
                .valueStream()
                .filter(row -> row.at("/signature").asString().startsWith("putVal("))
                .findFirst()
                .orElseThrow();
        JsonNode caller = get("/api/methods/" + method.at("/id").asInt() + "/callers?size=200")
                .at("/answer/items/0");

        assertThat(items(get("/api/methods/" + caller.at("/id").asInt() + "/callees?size=200")))
                .extracting(row -> row.at("/id").asInt())
                .contains(method.at("/id").asInt());
    }

    @Test
    void anUnknownTypeIs404WithSuggestions() {
        client.get()
                .uri("/api/types/java.lang.Strin")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The graph of this JDK has no type 'java.lang.Strin'.")
                .jsonPath("$.suggestions[0]")
                .isEqualTo("java.lang.String");
        client.get().uri("/api/methods/0/callers").exchange().expectStatus().isNotFound();
        client.get().uri("/api/ways?type=x.Y").exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/search", "/api/types/java.lang.String?size=0", "/api/types/java.lang.String?size=x",
                "/api/types/java.lang.String/fields?cursor=x", "/api/methods/x/callers", "/api/ways",
                "/api/ways?type=java.lang.String&methods=0", "/api/ways?type=java.lang.String&methods=201"
            })
    void whatCannotBeAskedIs400(String address) {
        client.get()
                .uri(address)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isNotEmpty();
    }

    @Test
    void threeWaysComeToTheSameAnswerByFewerStatements() {
        JsonNode compared = get("/api/ways?type=java.util.HashMap&methods=30");

        assertThat(compared.at("/same").asBoolean()).isTrue();
        assertThat(compared.at("/lines").asInt()).isGreaterThan(30);
        assertThat(compared.at("/ways/0/recording/summary/statements").asInt())
                .isEqualTo(1 + 30 + compared.at("/lines").asInt());
        assertThat(compared.at("/ways/1/recording/summary/statements").asInt()).isLessThan(10);
        assertThat(compared.at("/ways/2/recording/summary/statements").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"methods", "calls"})
    void anExportHasALineForEachRow(String table) {
        long rows = get("/api/graph").at("/rows/" + table).asLong();

        assertThat(client.get()
                        .uri("/api/export/" + table)
                        .accept(MediaType.APPLICATION_NDJSON)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseBody()
                        .count()
                        .block())
                .isEqualTo(rows);
    }

    @Test
    void pagesLoadNothingFromElsewhere() {
        Stream.of("/", "/types/java.lang.String", "/ways", "/export")
                .forEach(address -> client.get()
                        .uri(address)
                        .accept(MediaType.TEXT_HTML)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .value(
                                "Content-Security-Policy",
                                policy -> assertThat(policy).startsWith("default-src 'self'"))
                        .expectBody(String.class)
                        .value(page -> assertThat(page).doesNotContain("http://", "https://", "style=", "<script>")));
    }

    @Test
    void anAddressThatLeadsNowhereIsAPageForBrowsers() {
        client.get()
                .uri("/nowhere")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("There is no such page"));
        client.get()
                .uri("/api/nowhere")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404);
    }

    private JsonNode get(String address, Object... values) {
        JsonNode body = client.get()
                .uri(address, values)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private static List<JsonNode> items(JsonNode page) {
        return page.at("/answer/items").valueStream().toList();
    }

    private static List<String> names(JsonNode rows) {
        return rows.valueStream().map(row -> row.at("/name").asString()).toList();
    }
}
