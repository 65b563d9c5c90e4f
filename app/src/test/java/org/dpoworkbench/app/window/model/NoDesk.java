package org.dpoworkbench.app.window.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A desktop on which nothing is chosen, and nothing confirmed.
public final class NoDesk implements Desk {
    @Override
    public List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds) {
        return List.of();
    }

    @Override
    public Optional<Path> openFolder(String title, Optional<Path> from) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds) {
        return Optional.empty();
    }

    @Override
    public void copyText(String text) {}

    @Override
    public void copyPicture(byte[] png) {}

    @Override
    public void show(String uriOrPath) {}

    @Override
    public boolean confirm(String title, String text, String confirm) {
        return false;
    }
}
