package org.dpoworkbench.app.window.samples;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.dpoworkbench.app.window.model.samples.Piece;
import org.dpoworkbench.ui.Messages;

/// An answer's text: what comes again and again said once, other words than the reference's underlined.
final class AnswerFlow extends TextFlow {
    AnswerFlow(List<Piece> pieces) {
        getStyleClass().add("answer");
        List<Node> nodes = new ArrayList<>();
        for (Piece piece : pieces) {
            var text = new Text(nodes.isEmpty() ? piece.text().stripLeading() : piece.text());
            text.getStyleClass().add(piece.differs() ? "differs" : "same");
            nodes.add(text);
            if (piece.times() > 1) {
                var times = new Text(Messages.text("samples.times", piece.times()));
                times.getStyleClass().add("times");
                nodes.add(times);
            }
        }
        getChildren().setAll(nodes);
    }
}
