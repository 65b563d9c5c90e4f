package org.dpoworkbench.app.window;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Desk;

/// A desktop that chooses what the test says and remembers what it was given.
public final class FakeDesk implements Desk {
    public List<Path> files = List.of();
    public Optional<Path> folder = Optional.empty();
    public Optional<Path> target = Optional.empty();
    public boolean confirms = true;

    /// What closing the window does.
    public Runnable closing = () -> {};

    public final List<String> copied = new ArrayList<>();
    public final List<byte[]> pictures = new ArrayList<>();
    public final List<String> shown = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();

    /// The files, the folder or the target that are chosen next.
    public void choose(Path... chosen) {
        files = List.of(chosen);
        folder = Optional.of(chosen[0]);
        target = folder;
    }

    /// The text copied last.
    public String text() {
        return copied.getLast();
    }

    @Override
    public List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds) {
        return files;
    }

    @Override
    public Optional<Path> openFolder(String title, Optional<Path> from) {
        return folder;
    }

    @Override
    public Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds) {
        asked.add(name);
        return target;
    }

    @Override
    public void copyText(String text) {
        copied.add(text);
    }

    @Override
    public void copyPicture(byte[] png) {
        pictures.add(png);
    }

    @Override
    public void show(String uriOrPath) {
        shown.add(uriOrPath);
    }

    @Override
    public boolean confirm(String title, String text, String confirm) {
        asked.add(text);
        return confirms;
    }

    @Override
    public void closeWindow() {
        closing.run();
    }
}
