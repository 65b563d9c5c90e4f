package org.dpoworkbench.app.window.scale;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;

/// What a hand does, as events at a node. On the FX thread.
final class Hand {
    private Hand() {}

    static void press(Node node, KeyCode key) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    /// Scrolls sideways by so many pixels.
    static void scrollSideways(Node node, double pixels) {
        Event.fireEvent(
                node,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        0,
                        0,
                        0,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        pixels,
                        0,
                        pixels,
                        0,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        new PickResult(node, 0, 0)));
    }

    /// Moves the pointer to this distance from the node's left.
    static void pointAt(Node node, double x) {
        Event.fireEvent(
                node,
                new MouseEvent(
                        MouseEvent.MOUSE_MOVED,
                        x,
                        node.getLayoutBounds().getHeight() / 2,
                        0,
                        0,
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        new PickResult(node, x, 0)));
    }
}
