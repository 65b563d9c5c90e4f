package org.dpoworkbench.app.window.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What view models ask of the desktop: choosers, clipboard, other programs, and the rare question. Tests stand in.
public interface Desk {
    /// Kinds of files to choose from.
    ///
    /// @param name     for people, such as `Preference files`
    /// @param patterns such as `*.jsonl`
    record FileKind(String name, List<String> patterns) {
        public FileKind {
            patterns = List.copyOf(patterns);
        }
    }

    /// Files that the user chooses; none where the user thinks better of it.
    List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds);

    Optional<Path> openFolder(String title, Optional<Path> from);

    /// Where to write; an existing file has been confirmed.
    Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds);

    void copyText(String text);

    /// Puts a picture on the clipboard.
    void copyPicture(byte[] png);

    /// Shows a file or folder in the system's file manager, or opens a web page.
    void show(String uriOrPath);

    /// Asks before what cannot be undone.
    ///
    /// @param confirm the button that does it, such as `Delete 3 runs`
    boolean confirm(String title, String text, String confirm);

    /// Asks the window to close, as the button of its frame does.
    void closeWindow();
}
