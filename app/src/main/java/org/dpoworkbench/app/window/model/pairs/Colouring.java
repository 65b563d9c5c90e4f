package org.dpoworkbench.app.window.model.pairs;

import org.dpoworkbench.ui.Messages;

/// What a dot's colour and shape say.
public enum Colouring {
    MARGIN,
    SOURCE,
    LENGTH_GAP,
    FLIPPED;

    public String title() {
        return switch (this) {
            case MARGIN -> Messages.text("pairs.colour.margin");
            case SOURCE -> Messages.text("pairs.colour.source");
            case LENGTH_GAP -> Messages.text("pairs.colour.gap");
            case FLIPPED -> Messages.text("pairs.colour.flipped");
        };
    }
}
