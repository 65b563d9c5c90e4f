package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.dpoworkbench.engine.problem.UserError;

/// A file that is there whole or not at all, whenever the machine stops: written under a temporary name in the
/// same folder, synced, renamed.
final class WholeFile {
    private WholeFile() {}

    /// Writes the content through an empty channel open for reading and writing.
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /// @throws UserError where the folder cannot be written or the disk is full; the old file is then still there
    static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.getParent());
        } catch (IOException e) {
            deleteAfter(e, temporary);
            throw new UserError(
                    file + " cannot be written: " + e + ". Is there room on the disk, and may the folder be written?",
                    e);
        } catch (RuntimeException | Error e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private static void deleteAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// Makes the new name itself durable. Windows has no such call on folders, and needs none.
    private static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
