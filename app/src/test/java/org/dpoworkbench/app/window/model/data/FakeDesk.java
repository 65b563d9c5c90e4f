package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Desk;

/// A desktop whose user chooses what the test says.
public final class FakeDesk implements Desk {
    private final List<Path> files = new ArrayList<>();

    /// The next files to be chosen.
    public void choose(Path... chosen) {
        files.clear();
        files.addAll(List.of(chosen));
    }

    @Override
    public List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds) {
        return List.copyOf(files);
    }

    @Override
    public Optional<Path> openFolder(String title, Optional<Path> from) {
        return files.stream().findFirst();
    }

    @Override
    public Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds) {
        return files.stream().findFirst();
    }

    @Override
    public void copyText(String text) {}

    @Override
    public void copyPicture(byte[] png) {}

    @Override
    public void show(String uriOrPath) {}

    @Override
    public boolean confirm(String title, String text, String confirm) {
        return true;
    }
}
