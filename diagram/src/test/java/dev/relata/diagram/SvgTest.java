package dev.relata.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.schema.Diagram;
import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Field;
import dev.relata.schema.Diagram.Line;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Of random graphs, circles and lines to the own box among them: boxes lie apart, and everything on the page. */
class SvgTest {

    private record Rectangle(double x, double y, double width, double height) {

        boolean meets(Rectangle other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    @Test
    void boxesOfRandomGraphsLieApartAndOnThePage() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<Box> boxes = boxes(random);
            List<Line> lines = lines(random, boxes);

            Document picture = parsed(Svg.draw(new Diagram(boxes, lines)));

            List<Rectangle> drawn = rectangles(picture);
            assertThat(drawn).as("seed %d, round %d", seed, round).hasSameSizeAs(boxes);
            assertApart(drawn, picture.getDocumentElement(), seed);
            assertThat(picture.getElementsByTagName("path").getLength()).isGreaterThanOrEqualTo(2 * lines.size());
        }
    }

    @Test
    void showsEveryTextEscapedAndIsTheSameEachTime() {
        Diagram diagram = new Diagram(
                List.of(
                        new Box("Author", "authors", false, List.of(new Field("PK", "id", "Map<String, Long>"))),
                        new Box("tags", "junction", true, List.of(new Field("FK", "author_id", "long?")))),
                List.of(new Line(1, 0, 0, false, true, "AUTHOR", "TAGS")));

        assertThat(Svg.draw(diagram))
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=")
                .contains(">Author<", ">authors<", ">tags<", ">junction<", ">AUTHOR<", ">TAGS<")
                .contains(">PK<", ">id<", ">Map&lt;String, Long&gt;<", ">FK<", ">author_id<", ">long?<")
                .isEqualTo(Svg.draw(diagram));
    }

    @Test
    void nothingIsAnEmptyPage() throws Exception {
        assertThat(rectangles(parsed(Svg.draw(new Diagram(List.of(), List.of())))))
                .isEmpty();
    }

    private static void assertApart(List<Rectangle> drawn, Element page, long seed) {
        double width = Double.parseDouble(page.getAttribute("width"));
        double height = Double.parseDouble(page.getAttribute("height"));
        for (int i = 0; i < drawn.size(); i++) {
            Rectangle box = drawn.get(i);
            assertThat(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height)
                    .as("seed %d: %s on the page", seed, box)
                    .isTrue();
            for (Rectangle other : drawn.subList(i + 1, drawn.size())) {
                assertThat(box.meets(other))
                        .as("seed %d: %s and %s", seed, box, other)
                        .isFalse();
            }
        }
    }

    private static List<Box> boxes(RandomGenerator random) {
        List<Box> boxes = new ArrayList<>();
        int count = 1 + random.nextInt(14);
        for (int i = 0; i < count; i++) {
            List<Field> fields = new ArrayList<>();
            for (int field = 0; field <= random.nextInt(9); field++) {
                fields.add(new Field("FK", "field" + field, "Type<" + field + ">&"));
            }
            fields.add(new Field("", "last", "int"));
            boxes.add(new Box("Box" + i, "boxes", random.nextBoolean(), fields));
        }
        return boxes;
    }

    private static List<Line> lines(RandomGenerator random, List<Box> boxes) {
        List<Line> lines = new ArrayList<>();
        int count = random.nextInt(2 * boxes.size() + 1);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(boxes.size());
            int field = random.nextInt(boxes.get(from).fields().size());
            int to = random.nextInt(boxes.size());
            lines.add(new Line(from, field, to, random.nextBoolean(), random.nextBoolean(), "TO" + i, "FROM" + i));
        }
        return lines;
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Rectangle> rectangles(Document picture) {
        List<Rectangle> rectangles = new ArrayList<>();
        NodeList all = picture.getElementsByTagName("rect");
        for (int i = 0; i < all.getLength(); i++) {
            Element rect = (Element) all.item(i);
            if (rect.getAttribute("class").equals("box")) {
                rectangles.add(new Rectangle(
                        number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height")));
            }
        }
        return rectangles;
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }
}
