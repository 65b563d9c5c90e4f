package org.dpoworkbench.app.room;

import java.nio.file.Path;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.progress.Progress;

/// Makes one model of a model and the adapter over it.
public interface AdapterMerge {
    /// Writes the whole model into a new folder.
    ///
    /// @return how many linear maps the adapter stood beside
    int merge(ModelSource model, Path output, SaveDtype dtype, Progress progress);
}
