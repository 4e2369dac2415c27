package dev.relata.benchmarks.page;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts as SVG; needs no screen. */
final class Svg {

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Svg() {}

    static void write(Chart<?, ?> chart, Path file) {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        PageSize size = new PageSize(0, 0, chart.getWidth(), chart.getHeight());
        try (OutputStream out = Files.newOutputStream(file)) {
            Processors.get("svg").getDocument(graphics.getCommands(), size).writeTo(out);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
