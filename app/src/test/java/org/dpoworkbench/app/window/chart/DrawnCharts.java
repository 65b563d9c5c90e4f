package org.dpoworkbench.app.window.chart;

import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import org.dpoworkbench.app.chart.curve.Drawing;

/// What the charts below a node show at this moment.
public final class DrawnCharts {
    private DrawnCharts() {}

    /// A chart.
    ///
    /// @param topic its id
    /// @param runs   ids of the runs that it shows
    /// @param inView whether any of it can be seen; what cannot is not drawn anew
    public record Drawn(String topic, List<String> runs, Drawing drawing, boolean inView) {
        /// The rightmost point of any of its lines.
        public double reaches() {
            return drawing.lines().stream()
                    .filter(line -> !line.points().isEmpty())
                    .mapToDouble(line -> line.points().x(line.points().size() - 1))
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
        }
    }

    /// On the FX thread.
    public static List<Drawn> in(Node root) {
        return cards(root)
                .flatMap(card -> card.shown().stream()
                        .map(picture -> new Drawn(
                                card.panel().topic().id(),
                                picture.prepared().panel().runs(),
                                picture.prepared().drawing(),
                                isInView(card))))
                .toList();
    }

    private static boolean isInView(ChartCard card) {
        Bounds here = card.localToScene(card.getLayoutBounds());
        return Stream.<Parent>iterate(card, parent -> parent != null, Parent::getParent)
                .filter(ScrollPane.class::isInstance)
                .allMatch(pane -> pane.localToScene(pane.getLayoutBounds()).intersects(here));
    }

    private static Stream<ChartCard> cards(Node node) {
        return switch (node) {
            case ChartCard card -> Stream.of(card);
            case Parent parent -> parent.getChildrenUnmodifiable().stream().flatMap(DrawnCharts::cards);
            default -> Stream.empty();
        };
    }
}
