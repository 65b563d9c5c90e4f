package org.dpoworkbench.app.window.model.figures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Desk;

/// A desktop on which the user chooses what the test says.
public final class FakeDesk implements Desk {
    public Optional<Path> chosen = Optional.empty();
    public boolean confirms = true;
    public final List<String> asked = new ArrayList<>();
    public final List<String> shown = new ArrayList<>();
    public Optional<String> text = Optional.empty();
    public Optional<byte[]> picture = Optional.empty();

    @Override
    public List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds) {
        return chosen.stream().toList();
    }

    @Override
    public Optional<Path> openFolder(String title, Optional<Path> from) {
        return chosen;
    }

    @Override
    public Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds) {
        asked.add(name);
        return chosen;
    }

    @Override
    public void copyText(String copied) {
        text = Optional.of(copied);
    }

    @Override
    public void copyPicture(byte[] png) {
        picture = Optional.of(png);
    }

    @Override
    public void show(String uriOrPath) {
        shown.add(uriOrPath);
    }

    @Override
    public boolean confirm(String title, String question, String confirm) {
        asked.add(question);
        return confirms;
    }
}
