package io.github.featviz.gallery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spike chart as a picture that needs no page around it, dark on white, wide enough for a slide. */
final class Slide {

    private static final int MARGIN = 30;
    private static final int PLOT_TOP = 40;
    private static final int WIDTH = SpikeDrawing.WIDTH + 2 * MARGIN;
    private static final int HEIGHT = PLOT_TOP + 200 + 10;
    private static final int DENSITY = 2;
    private static final Color INK = new Color(0x1c1b1a);
    private static final Color SOFT = new Color(0x5f5b57);
    private static final Color BAR = new Color(0xaaa39b);
    private static final Color HIT = new Color(0xb8430c);
    private static final Pattern BARS = Pattern.compile("M([-\\d.]+) ([-\\d.]+)V([-\\d.]+)");

    private final SpikeDrawing drawing;

    Slide(SpikeDrawing drawing) {
        this.drawing = drawing;
    }

    /** What is drawn, in order: both forms are made from it. */
    private sealed interface Mark {
        record Line(double x1, double y1, double x2, double y2, double width, Color color) implements Mark {}

        record Text(double x, double y, String anchor, int size, boolean bold, Color color, String text)
                implements Mark {}
    }

    /** As SVG. */
    byte[] svg() {
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$s\" height=\"%2$s\" viewBox=\"0 0 %1$s %2$s\" font-family=\"sans-serif\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<title>").append(Xml.escaped(drawing.title())).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        marks().forEach(mark -> svg.append(svg(mark)).append('\n'));
        return svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String svg(Mark mark) {
        if (mark instanceof Mark.Line line) {
            // Hundreds of these make a chart, for which String.format takes too long.
            return "<path d=\"M" + Figures.coordinate(line.x1()) + " " + Figures.coordinate(line.y1()) + "L"
                    + Figures.coordinate(line.x2()) + " " + Figures.coordinate(line.y2()) + "\" stroke=\""
                    + hex(line.color()) + "\" stroke-width=\"" + Figures.coordinate(line.width()) + "\"/>";
        }
        Mark.Text text = (Mark.Text) mark;
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" font-weight=\"%s\" fill=\"%s\">%s</text>"
                .formatted(
                        Figures.coordinate(text.x()),
                        Figures.coordinate(text.y()),
                        text.anchor(),
                        text.size(),
                        text.bold() ? "bold" : "normal",
                        hex(text.color()),
                        Xml.escaped(text.text()));
    }

    private static String hex(Color color) {
        return "#" + HexFormat.of().toHexDigits(color.getRGB() & 0xffffff, 6);
    }

    /** As PNG, at twice the size. */
    byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH * DENSITY, HEIGHT * DENSITY, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(DENSITY, DENSITY);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        marks().forEach(mark -> paint(graphics, mark));
        graphics.dispose();
        return Png.drawing(image);
    }

    private static void paint(Graphics2D graphics, Mark mark) {
        if (mark instanceof Mark.Line line) {
            graphics.setColor(line.color());
            graphics.setStroke(new BasicStroke((float) line.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL));
            graphics.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
        } else if (mark instanceof Mark.Text text) {
            graphics.setColor(text.color());
            graphics.setFont(new Font(Font.SANS_SERIF, text.bold() ? Font.BOLD : Font.PLAIN, text.size()));
            int length = graphics.getFontMetrics().stringWidth(text.text());
            double left = text.anchor().equals("end")
                    ? text.x() - length
                    : text.anchor().equals("middle") ? text.x() - length / 2.0 : text.x();
            graphics.drawString(text.text(), (float) left, (float) text.y());
        }
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Text(MARGIN, 26, "start", 16, true, INK, drawing.title()));
        marks.add(new Mark.Text(MARGIN, PLOT_TOP + 14, "start", 12, false, SOFT, drawing.scale()));
        double zero = PLOT_TOP + Double.parseDouble(drawing.zero());
        marks.add(new Mark.Line(MARGIN, zero, WIDTH - MARGIN, zero, 1, BAR));
        double width = Double.parseDouble(drawing.barWidth());
        lines(drawing.bars(), width, BAR, marks);
        for (SpikeDrawing.Label label : drawing.labels()) {
            Color color = label.hit() ? HIT : INK;
            lines(label.bar(), Math.max(2, width), color, marks);
            double x = MARGIN + percent(label.x());
            double y = PLOT_TOP + Double.parseDouble(label.y());
            marks.add(new Mark.Text(
                    x, y, label.anchor(), label.hit() ? 15 : 12, label.hit(), color, Integer.toString(label.filter())));
        }
        for (SpikeDrawing.Tick tick : drawing.ticks()) {
            double x = MARGIN + percent(tick.x());
            marks.add(
                    new Mark.Text(x, PLOT_TOP + 196, tick.anchor(), 12, false, SOFT, Integer.toString(tick.filter())));
        }
        return marks;
    }

    private static void lines(String path, double width, Color color, List<Mark> marks) {
        Matcher bars = BARS.matcher(path);
        while (bars.find()) {
            double x = MARGIN + Double.parseDouble(bars.group(1));
            marks.add(new Mark.Line(
                    x,
                    PLOT_TOP + Double.parseDouble(bars.group(2)),
                    x,
                    PLOT_TOP + Double.parseDouble(bars.group(3)),
                    width,
                    color));
        }
    }

    private static double percent(String place) {
        return Double.parseDouble(place.replace("%", "")) / 100 * SpikeDrawing.WIDTH;
    }
}
