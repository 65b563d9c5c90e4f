package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.ui.Messages;

/// How much room files take.
public final class FolderSize {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private FolderSize() {}

    /// Bytes of all files under the folder; 0 where there is none. What goes away meanwhile is not counted.
    static long of(Path folder) {
        var bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.get();
    }

    /// Such as `4.3 MiB`.
    public static String text(long bytes) {
        if (bytes < KIB) {
            return Messages.text("runs.size.bytes", bytes);
        }
        if (bytes < MIB) {
            return Messages.text("runs.size.kib", tenths(bytes, KIB));
        }
        return bytes < GIB
                ? Messages.text("runs.size.mib", tenths(bytes, MIB))
                : Messages.text("runs.size.gib", tenths(bytes, GIB));
    }

    private static String tenths(long bytes, long unit) {
        return Numbers.fixed((double) bytes / unit, 1);
    }
}
