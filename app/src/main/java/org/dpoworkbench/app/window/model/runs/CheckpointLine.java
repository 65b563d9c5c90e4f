package org.dpoworkbench.app.window.model.runs;

import java.nio.file.Path;
import java.util.OptionalDouble;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// A checkpoint in the table, with the user's choice whether it goes.
public final class CheckpointLine {
    private final int step;
    private final Path path;
    private final long bytes;
    private final OptionalDouble accuracy;
    private final OptionalDouble loss;
    private final BooleanProperty removed = new SimpleBooleanProperty(this, "removed");

    /// @param accuracy on held-out pairs, at the last evaluation up to the checkpoint's step
    /// @param loss     likewise
    CheckpointLine(int step, Path path, long bytes, OptionalDouble accuracy, OptionalDouble loss) {
        this.step = step;
        this.path = path;
        this.bytes = bytes;
        this.accuracy = accuracy;
        this.loss = loss;
    }

    public int step() {
        return step;
    }

    public Path path() {
        return path;
    }

    public long bytes() {
        return bytes;
    }

    public OptionalDouble accuracy() {
        return accuracy;
    }

    public OptionalDouble loss() {
        return loss;
    }

    /// Whether it is to be deleted.
    public BooleanProperty removedProperty() {
        return removed;
    }
}
