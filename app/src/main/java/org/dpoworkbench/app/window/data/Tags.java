package org.dpoworkbench.app.window.data;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.window.model.data.ProblemKind;
import org.dpoworkbench.ui.Messages;

/// How problems look: a word in a frame whose colour and mark say how grave it is.
final class Tags {
    private static final String TAG = "tag";

    private Tags() {}

    static Label of(ProblemKind kind) {
        var tag = new Label();
        dress(tag, kind);
        return tag;
    }

    static void dress(Label tag, ProblemKind kind) {
        tag.getStyleClass()
                .setAll("label", TAG, TAG + "-" + kind.severity().name().toLowerCase(Locale.ROOT));
        tag.setText(mark(kind) + kind.word());
        tag.setMinWidth(Region.USE_PREF_SIZE);
    }

    /// Whether an answer is wanted.
    static Label ofLabel(boolean desirable) {
        var tag = new Label(labelWord(desirable));
        tag.getStyleClass().addAll(TAG, desirable ? "tag-desirable" : "tag-undesirable");
        tag.setMinWidth(Region.USE_PREF_SIZE);
        return tag;
    }

    static String labelWord(boolean desirable) {
        return desirable ? Messages.text("data.label.desirable") : Messages.text("data.label.undesirable");
    }

    private static String mark(ProblemKind kind) {
        return switch (kind.severity()) {
            case REFUSED -> "✕ ";
            case DROPPED -> "– ";
            case FOUND -> "";
        };
    }
}
