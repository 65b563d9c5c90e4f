package org.dpoworkbench.engine.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The file in which Java keeps the classes of processes that compute, read and linked, so that they start sooner (JEP
/// 483). Whoever starts this program makes it once for each build, and names it in a system property.
final class KeptClasses {
    /// The file. Java goes on without it, silently, where it does not fit its version, flags or class path.
    static final String FILE = "dpo.worker.classes";

    /// Where the next such process is to write it when it ends.
    static final String RECORD = "dpo.worker.classes.record";

    private KeptClasses() {}

    /// What Java is told of it.
    static List<String> flags() {
        String record = System.getProperty(RECORD);
        if (record != null) {
            return List.of("-XX:AOTCacheOutput=" + record);
        }
        String file = System.getProperty(FILE);
        return file != null && Files.isReadable(Path.of(file))
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off")
                : List.of();
    }
}
