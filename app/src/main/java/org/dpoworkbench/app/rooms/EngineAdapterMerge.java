package org.dpoworkbench.app.rooms;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.dpoworkbench.app.room.AdapterMerge;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;

/// Merges in a computing process.
public final class EngineAdapterMerge implements AdapterMerge {
    @Override
    public int merge(ModelSource model, Path output, SaveDtype dtype, Progress progress) {
        AtomicInteger modules = new AtomicInteger();
        TaskProcess.run(
                new Task.Merge(model, output, dtype), Task.Merged.class, m -> modules.set(m.modules()), progress);
        return modules.get();
    }
}
