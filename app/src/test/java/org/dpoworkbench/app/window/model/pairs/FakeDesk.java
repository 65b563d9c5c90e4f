package org.dpoworkbench.app.window.model.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Desk;

/// A desk that answers what the test says and remembers what it was given.
public final class FakeDesk implements Desk {
    public Optional<Path> saveTo = Optional.empty();
    public final List<String> copied = new ArrayList<>();

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
        return saveTo;
    }

    @Override
    public void copyText(String text) {
        copied.add(text);
    }

    @Override
    public void copyPicture(byte[] png) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void show(String uriOrPath) {
        throw new UnsupportedOperationException(uriOrPath);
    }

    @Override
    public boolean confirm(String title, String text, String confirm) {
        return true;
    }
}
