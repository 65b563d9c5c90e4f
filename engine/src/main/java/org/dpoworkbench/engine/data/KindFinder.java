package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;

/// Looks at a file's first records for what they are by nature.
final class KindFinder {
    private static final int MOST = 100;

    private final ColumnMapping columns;
    private final int vocabularySize;
    private Optional<RecordKind> found = Optional.empty();
    private int seen;

    private KindFinder(ColumnMapping columns, int vocabularySize) {
        this.columns = columns;
        this.vocabularySize = vocabularySize;
    }

    static RecordKind find(Path path, ColumnMapping columns, int vocabularySize) {
        DataPath.entry(path).ifPresent(entry -> entry.requireNoMapping(columns));
        KindFinder finder = new KindFinder(columns, vocabularySize);
        try {
            RecordFile.read(path, finder::take);
        } catch (Enough _) {
            // The rest of the file is not of interest.
        }
        return finder.found.orElse(RecordKind.PAIRS);
    }

    private static final class Enough extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    private void take(FileRecord record) {
        if (record instanceof FileRecord.Fields fields) {
            found = Stream.of(RecordKind.PAIRS, RecordKind.COMPLETIONS)
                    .map(kind -> new Layouts(kind, columns, vocabularySize).recognise(fields.object()))
                    .flatMap(Optional::stream)
                    .map(Layout::natural)
                    .findFirst();
        }
        if (found.isPresent() || ++seen == MOST) {
            throw new Enough();
        }
    }
}
