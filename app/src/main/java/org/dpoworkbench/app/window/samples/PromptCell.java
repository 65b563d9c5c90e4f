package org.dpoworkbench.app.window.samples;

import javafx.scene.control.TableCell;
import javafx.scene.text.Text;

/// A prompt, in as many lines as it needs.
final class PromptCell extends TableCell<String, String> {
    private static final double PADDING = 18;

    @Override
    protected void updateItem(String prompt, boolean empty) {
        super.updateItem(prompt, empty);
        setText(null);
        if (empty || prompt == null) {
            setGraphic(null);
            return;
        }
        var text = new Text(prompt.strip());
        text.getStyleClass().add("prompt");
        text.setWrappingWidth(getTableColumn().getWidth() - PADDING);
        setGraphic(text);
        setPrefHeight(text.getLayoutBounds().getHeight() + 12);
        setAccessibleText(prompt);
    }
}
