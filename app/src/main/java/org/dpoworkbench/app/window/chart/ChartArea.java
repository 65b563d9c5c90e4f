package org.dpoworkbench.app.window.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.chart.Arrangement;
import org.dpoworkbench.app.window.model.chart.ChartMarker;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.Draughtsman.Order;
import org.dpoworkbench.app.window.model.chart.Panel;
import org.dpoworkbench.app.window.model.chart.Sheet;
import org.dpoworkbench.ui.Messages;

/// The charts of the runs that are shown: live, overlaid, in columns, or as differences.
public final class ChartArea extends BorderPane {
    private final ChartRoom room;
    private final ChartRefresh refresh;
    private final ChartGrid grid = new ChartGrid();
    private final ScrollPane scroll = new ScrollPane(grid);
    private final StackPane ground = new StackPane();
    private final StackPane empty;
    private final ValuesTable values;
    private final Label leftOut = new Label();
    private final Map<Panel, ChartCard> cards = new HashMap<>(); // by their panels' frames
    private Optional<ChartCard> large = Optional.empty();

    /// Without a way to make figures of charts.
    public ChartArea(PlaceContext context) {
        this(context, Optional.empty());
    }

    /// @param figures hears of charts that are to become figures
    public ChartArea(PlaceContext context, FigureRequests figures) {
        this(context, Optional.of(figures));
    }

    private ChartArea(PlaceContext context, Optional<FigureRequests> figures) {
        Workbench workbench = context.workbench();
        var charts = new ChartsModel(workbench.runs(), workbench.ui());
        room = new ChartRoom(charts, new ChartMarker(workbench.marker(), charts), context.theme(), figures);
        refresh = new ChartRefresh(
                workbench.background(), workbench.ui(), this::work, this::show, workbench.notices()::error);
        values = new ValuesTable(room);
        values.prefWidthProperty().bind(widthProperty().map(width -> Math.min(470, width.doubleValue() / 2)));
        setId("chart-area");
        getStyleClass().add("chart-area");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("chart-scroll");
        leftOut.getStyleClass().add("left-out");
        leftOut.setWrapText(true);
        setTop(new ChartToolbar(room));
        setCenter(ground);
        setBottom(leftOut);

        empty = empty(charts);
        charts.sheetProperty().subscribe(this::arrange);
        room.largeProperty().subscribe(() -> arrange(charts.sheetProperty().get()));
        charts.versionProperty().subscribe(refresh::request);
        charts.zoomProperty().subscribe(refresh::hurry);
        scroll.vvalueProperty().subscribe(refresh::request);
        scroll.viewportBoundsProperty().subscribe(bounds -> {
            grid.fill(bounds.getHeight());
            refresh.request();
        });
        grid.heightProperty().subscribe(refresh::request);
        grid.widthProperty().subscribe(refresh::request);
        workbench.marker().stepProperty().subscribe(this::markerMoved);
        charts.matchingProperty().subscribe(this::markerMoved);
        room.valuesShownProperty().subscribe(shown -> {
            setRight(shown ? values : null);
            markerMoved();
        });
        context.theme().subscribe(_ -> refresh.request());
        sceneProperty().subscribe(refresh::request);
        addCommands(workbench);
    }

    /// Stands where no chart does: no eye is open, or the runs have not told anything yet.
    private static StackPane empty(ChartsModel charts) {
        var noRun = new EmptyState(Messages.text("chart.empty.title"), Messages.text("chart.empty.what"));
        var noNumbers = new EmptyState(Messages.text("chart.nothing.title"), Messages.text("chart.nothing.what"));
        noRun.visibleProperty().bind(charts.runsProperty().map(List::isEmpty));
        noNumbers.visibleProperty().bind(noRun.visibleProperty().not());
        return new StackPane(noRun, noNumbers);
    }

    private void addCommands(Workbench workbench) {
        ChartsModel charts = room.charts();
        workbench
                .commands()
                .addAll(
                        Command.of(
                                Messages.text("chart.command.overlay"),
                                "",
                                () -> charts.arrangementProperty().set(Arrangement.OVERLAY)),
                        Command.of(
                                Messages.text("chart.command.columns"),
                                "",
                                () -> charts.arrangementProperty().set(Arrangement.COLUMNS)),
                        Command.of(
                                Messages.text("chart.command.difference"),
                                "",
                                () -> charts.arrangementProperty().set(Arrangement.DIFFERENCE)),
                        Command.of(Messages.text("chart.command.zoomOut"), "", charts::zoomOut),
                        Command.of(
                                Messages.text("chart.command.values"),
                                "",
                                () -> room.valuesShownProperty()
                                        .set(!room.valuesShownProperty().get())),
                        Command.of(Messages.text("chart.command.clearMarker"), "", room.marker()::clear));
    }

    private void markerMoved() {
        visible().forEach(ChartCard::markerMoved);
        if (room.valuesShownProperty().get()) {
            values.update();
        }
    }

    private void arrange(Sheet sheet) {
        Map<Panel, ChartCard> kept = new HashMap<>();
        List<Optional<ChartCard>> cells = sheet.panels().stream()
                .map(panel -> panel.map(p -> {
                    ChartCard card = cards.containsKey(p.frame()) ? cards.get(p.frame()) : card(p);
                    card.show(p);
                    kept.put(p.frame(), card);
                    return card;
                }))
                .toList();
        cards.clear();
        cards.putAll(kept);
        grid.show(cells, sheet.columns());
        large = large(sheet);
        Node shown = large.<Node>map(card -> card).orElse(cells.isEmpty() ? empty : scroll);
        if (!ground.getChildren().equals(List.of(shown))) {
            ground.getChildren().setAll(shown);
            large.ifPresent(ChartCard::requestFocus);
        }
        leftOut.setText(
                sheet.leftOut().isEmpty() ? "" : Messages.text("chart.leftOut", String.join(", ", sheet.leftOut())));
        leftOut.setManaged(!sheet.leftOut().isEmpty());
        refresh.request();
    }

    /// The card that takes the whole area, if one is to.
    private Optional<ChartCard> large(Sheet sheet) {
        Optional<Panel> panel = sheet.panels().stream()
                .flatMap(Optional::stream)
                .filter(room::isLarge)
                .findFirst();
        return panel.map(p -> {
            ChartCard card = large.filter(before -> before.panel().frame().equals(p.frame()))
                    .orElseGet(() -> card(p));
            card.show(p);
            return card;
        });
    }

    /// A card that asks to be drawn once it has a size, which it gets in the next layout.
    private ChartCard card(Panel panel) {
        var card = new ChartCard(room, panel);
        card.widthProperty().subscribe(refresh::request);
        return card;
    }

    /// The cards that can be seen.
    private List<ChartCard> visible() {
        if (getScene() == null) {
            return List.of(); // another place is in view
        }
        if (large.isPresent()) {
            return List.of(large.get());
        }
        Bounds viewport = scroll.getViewportBounds();
        double hidden = Math.max(0, grid.getHeight() - viewport.getHeight());
        double top = scroll.getVvalue() * hidden;
        return grid.between(top, top + viewport.getHeight());
    }

    private ChartRefresh.Work work() {
        return new ChartRefresh.Work(
                room.charts().scene(),
                room.theme(),
                visible().stream()
                        .filter(card -> card.getWidth() > 0)
                        .map(this::task)
                        .toList());
    }

    private ChartRefresh.Task task(ChartCard card) {
        boolean log = room.charts().logarithmicProperty(card.panel()).get();
        return new ChartRefresh.Task(new Order(card.panel(), card.columns(), log), card.size(), card.shown());
    }

    private void show(List<Picture> pictures) {
        if (room.valuesShownProperty().get()) {
            values.update();
        }
        for (Picture picture : pictures) {
            Panel frame = picture.prepared().panel().frame();
            large.filter(card -> card.panel().frame().equals(frame))
                    .or(() -> Optional.ofNullable(cards.get(frame)))
                    .ifPresent(card -> card.show(picture));
        }
    }
}
