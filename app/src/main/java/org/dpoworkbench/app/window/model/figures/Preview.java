package org.dpoworkbench.app.window.model.figures;

import org.dpoworkbench.app.figure.FigureExport;

/// A figure as it will be printed.
///
/// @param export what can be saved
/// @param png    the picture for the screen
@SuppressWarnings("ArrayRecordComponent") // a picture, compared by nobody
public record Preview(FigureExport export, byte[] png) {
    public String title() {
        return export.figure().title();
    }

    public String caption() {
        return export.caption();
    }
}
