package org.dpoworkbench.app.window.model.figures;

import java.util.List;
import java.util.Locale;
import org.dpoworkbench.app.window.model.Desk.FileKind;
import org.dpoworkbench.ui.Messages;

/// A form in which a figure is saved.
public enum FigureFormat {
    PDF,
    SVG,
    PNG,
    CSV;

    public String title() {
        return switch (this) {
            case PDF -> Messages.text("figures.format.pdf");
            case SVG -> Messages.text("figures.format.svg");
            case PNG -> Messages.text("figures.format.png");
            case CSV -> Messages.text("figures.format.csv");
        };
    }

    /// With the dot.
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    FileKind fileKind() {
        return new FileKind(title(), List.of("*" + ending()));
    }
}
