package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What a file looked like: when this is the same, so is, nearly always, its content.
record FileStamp(Path file, long size, FileTime modified) {
    /// @throws IOException where the file is not there or cannot be looked at
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(file, attributes.size(), attributes.lastModifiedTime());
    }
}
