package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Records of samples that say that they did not end: `"ended": false`.
public final class UnendedRecords {
    private static final String ENDED = "ended";

    private UnendedRecords() {}

    /// @throws org.dpoworkbench.engine.problem.UserError where a file cannot be read
    public static void find(List<Path> paths, Consumer<RecordPlace> unended) {
        for (Path path : paths) {
            RecordFile.read(path, record -> {
                if (record instanceof FileRecord.Fields fields
                        && fields.object().path(ENDED).isBoolean()
                        && !fields.object().path(ENDED).booleanValue()) {
                    unended.accept(fields.place());
                }
            });
        }
    }
}
