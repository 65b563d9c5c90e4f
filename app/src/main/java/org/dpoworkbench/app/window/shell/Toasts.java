package org.dpoworkbench.app.window.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// New notices over the window's corner. Information goes by itself; what is wrong stays until it is dismissed.
public final class Toasts extends VBox {
    private static final int MOST = 3;
    private static final Duration SHORT = Duration.seconds(6);

    private final Notices notices;
    private final Desk desk;

    @SuppressWarnings("ReferenceEquality") // each notice has its own toast
    public Toasts(Notices notices, Desk desk) {
        super(8);
        this.notices = notices;
        this.desk = desk;
        getStyleClass().add("toasts");
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_LEFT); // at the right, panels have their buttons
        notices.all().addListener((ListChangeListener<Notice>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::show);
                change.getRemoved().forEach(gone -> getChildren().removeIf(node -> node.getUserData() == gone));
            }
        });
    }

    private void show(Notice notice) {
        var toast = new Notification(notice.text(), Icons.of(icon(notice.level())));
        toast.setUserData(notice);
        toast.getStyleClass().addAll(Styles.ELEVATED_1, style(notice.level()));
        toast.setPrefWidth(420);
        toast.setMaxWidth(420);
        toast.setAccessibleText(notice.text());
        toast.setOnClose(_ -> getChildren().remove(toast));
        notice.detail().ifPresent(detail -> toast.setPrimaryActions(copy(notice.text() + "\n\n" + detail)));
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        if (notice.level() == Notice.Level.INFORMATION) {
            var wait = new PauseTransition(SHORT);
            wait.setOnFinished(_ -> notices.dismiss(notice));
            wait.play();
        }
    }

    private Button copy(String report) {
        var button = new Button(Messages.text("notice.copy"));
        button.setOnAction(_ -> desk.copyText(report));
        return button;
    }

    static Feather icon(Notice.Level level) {
        return switch (level) {
            case INFORMATION -> Feather.INFO;
            case WARNING -> Feather.ALERT_TRIANGLE;
            case ERROR -> Feather.ALERT_OCTAGON;
        };
    }

    private static String style(Notice.Level level) {
        return switch (level) {
            case INFORMATION -> Styles.ACCENT;
            case WARNING -> Styles.WARNING;
            case ERROR -> Styles.DANGER;
        };
    }
}
