package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.HuggingFaceCache;
import org.dpoworkbench.ui.Messages;

/// What the text in a model's field stands for.
public sealed interface ModelLookup {
    /// Nothing is typed yet, or it is being looked at.
    record Unknown() implements ModelLookup {}

    /// A folder that can be trained.
    record Found(ModelFacts facts) implements ModelLookup {}

    /// A name on the hub, of which a copy is in the cache.
    record Cached(HuggingFaceCache.Snapshot snapshot) implements ModelLookup {}

    /// A name on the hub, of which there is no copy here.
    ///
    /// @param command what fetches it
    record Absent(String name, String command) implements ModelLookup {}

    /// A folder that is no model, or none that is known here.
    record Unusable(String problem) implements ModelLookup {}

    /// Looks at the disk; takes a moment.
    ///
    /// @param text a path, relative to the project or absolute, or `org/name`
    static ModelLookup of(String text, Path project, HuggingFaceCache cache) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return new Unknown();
        }
        try {
            Path folder = project.resolve(typed).normalize();
            if (!Files.exists(folder) && HuggingFaceCache.isName(typed)) {
                Optional<HuggingFaceCache.Snapshot> cached = cache.find(typed);
                return cached.isPresent()
                        ? new Cached(cached.get())
                        : new Absent(typed, HuggingFaceCache.downloadCommand(typed));
            }
            return new Found(ModelFacts.read(cache.resolve(folder)));
        } catch (UserError e) {
            return new Unusable(e.getMessage());
        } catch (InvalidPathException e) {
            return new Unusable(Messages.text("newrun.error.path", e.getMessage()));
        }
    }
}
