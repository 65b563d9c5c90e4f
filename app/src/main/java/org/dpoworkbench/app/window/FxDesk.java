package org.dpoworkbench.app.window;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.HostServices;
import javafx.event.Event;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.dpoworkbench.app.window.model.Desk;

/// The desktop as JavaFX reaches it.
final class FxDesk implements Desk {
    private final Window owner;
    private final HostServices services;
    private final OneAtATime choosing = new OneAtATime(System::nanoTime);

    FxDesk(Window owner, HostServices services) {
        this.owner = owner;
        this.services = services;
    }

    @Override
    public List<Path> openFiles(String title, Optional<Path> from, FileKind... kinds) {
        List<File> files = choosing.ask(() -> chooser(title, from, kinds).showOpenMultipleDialog(owner), null);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> openFolder(String title, Optional<Path> from) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        from.filter(Files::isDirectory).ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        return Optional.ofNullable(choosing.ask(() -> chooser.showDialog(owner), null))
                .map(File::toPath);
    }

    @Override
    public Optional<Path> saveFile(String title, Optional<Path> from, String name, FileKind... kinds) {
        FileChooser chooser = chooser(title, from, kinds);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(choosing.ask(() -> chooser.showSaveDialog(owner), null))
                .map(File::toPath);
    }

    private static FileChooser chooser(String title, Optional<Path> from, FileKind... kinds) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        from.filter(Files::isDirectory).ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        Stream.of(kinds)
                .map(kind -> new FileChooser.ExtensionFilter(kind.name(), kind.patterns()))
                .forEach(chooser.getExtensionFilters()::add);
        return chooser;
    }

    @Override
    public void copyText(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void copyPicture(byte[] png) {
        var content = new ClipboardContent();
        content.putImage(new Image(new ByteArrayInputStream(png)));
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void show(String uriOrPath) {
        services.showDocument(uriOrPath);
    }

    @Override
    public boolean confirm(String title, String text, String confirm) {
        var yes = new ButtonType(confirm, ButtonBar.ButtonData.OK_DONE);
        var alert = new Alert(Alert.AlertType.CONFIRMATION, text, yes, ButtonType.CANCEL);
        alert.initOwner(owner);
        alert.setTitle(title);
        alert.setHeaderText(title);
        return alert.showAndWait().filter(answer -> answer == yes).isPresent();
    }

    @Override
    public void closeWindow() {
        Event.fireEvent(owner, new WindowEvent(owner, WindowEvent.WINDOW_CLOSE_REQUEST));
    }
}
