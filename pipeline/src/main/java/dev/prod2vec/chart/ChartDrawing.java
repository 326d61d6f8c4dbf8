package dev.prod2vec.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;

/// A chart before it is drawn. Two threads may draw two charts at once.
///
/// @param chart what draws it
/// @see Picture
public record ChartDrawing(String name, String title, String description, Chart<?, ?> chart) {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /// Pixels of a png per unit of the chart, so that it is sharp on fine screens.
  private static final int DENSITY = 2;

  /// Draws it in both forms.
  public Picture draw() {
    return new Picture(name, title, description, chart.getWidth(), chart.getHeight(), svg(), png());
  }

  /// As SVG. Letters are drawn as outlines, so that it looks the same where a font is missing.
  private byte[] svg() {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment("prod2vec");
      context.setPrecision(3);
      SVGGraphics2D graphics = new SVGGraphics2D(context, true);
      graphics.setSVGCanvasSize(new java.awt.Dimension(chart.getWidth(), chart.getHeight()));
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      StringWriter out = new StringWriter();
      graphics.stream(out, true);
      return out.toString().getBytes(StandardCharsets.UTF_8);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK has an XML parser", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] png() {
    BufferedImage image =
        new BufferedImage(
            DENSITY * chart.getWidth(), DENSITY * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    graphics.scale(DENSITY, DENSITY);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
