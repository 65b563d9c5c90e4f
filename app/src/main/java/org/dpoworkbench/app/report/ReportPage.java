package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dpoworkbench.app.figure.FigureFiles;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.journal.Event;

/// The report as a page: the same words and tables for paper and for the browser, which differ in how figures are put
/// in.
final class ReportPage {
    private static final String STYLE = "report.css";

    private final List<FigureRun> runs;
    private final ReportText text;
    private final List<FigureFiles> figures;

    ReportPage(List<FigureRun> runs, ReportText text, List<FigureFiles> figures) {
        this.runs = runs;
        this.text = text;
        this.figures = figures;
    }

    /// @param picture how a figure stands in the page
    String xhtml(Function<FigureFiles, Html> picture) throws IOException {
        List<Html> body = new ArrayList<>();
        body.add(element("h1", text.title()));
        body.add(element("p", "Written " + SettingsSection.TIME.format(text.written()) + " by DPO Workbench.")
                .styled("meaning"));
        text.summary().forEach(paragraph -> body.add(element("p", paragraph)));
        SettingsSection settings = new SettingsSection(runs, text);
        body.addAll(settings.runs());
        body.addAll(notes());
        body.add(element("h2", "Curves"));
        for (int i = 0; i < figures.size(); i++) {
            FigureFiles figure = figures.get(i);
            Html number = element("b", "Figure " + (i + 1) + ". ");
            body.add(element(
                            "div",
                            picture.apply(figure),
                            element("p", number, figure.figure().caption()).styled("caption"))
                    .styled("figure"));
        }
        body.addAll(new ValuesSection(runs).html());
        body.addAll(new SamplesSection(runs).html());
        body.addAll(warnings());
        body.addAll(settings.settings());
        Html page = element(
                        "html",
                        element(
                                "head",
                                element("meta").with("charset", "UTF-8"),
                                element("title", text.title()),
                                element("meta").with("name", "description").with("content", description()),
                                element("style", new Html.Markup(style()))),
                        element("body", body))
                .with("lang", "en");
        return "<!DOCTYPE html>\n" + page.xml() + "\n";
    }

    private List<Html> notes() {
        List<String> sentences = new ArrayList<>(Notes.on(runs));
        sentences.addAll(text.notes());
        return sentences.isEmpty()
                ? List.of()
                : List.of(
                        element("h2", "How to read the numbers"),
                        element(
                                "ul",
                                sentences.stream()
                                        .map(each -> element("li", each))
                                        .toList()));
    }

    private List<Html> warnings() {
        List<Html> items = new ArrayList<>();
        for (FigureRun run : runs) {
            for (Event.Warning warning : run.curves().warnings()) {
                items.add(element("li", run.label() + ", step " + warning.step() + ": " + warning.message()));
            }
        }
        return items.isEmpty() ? List.of() : List.of(element("h2", "Warnings during the runs"), element("ul", items));
    }

    private String description() {
        return "Runs " + String.join(", ", runs.stream().map(FigureRun::id).toList());
    }

    private static String style() throws IOException {
        try (InputStream bytes = ReportPage.class.getResourceAsStream(STYLE)) {
            if (bytes == null) {
                throw new FileNotFoundException(STYLE + " is not on the class path; install the program again.");
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
