package org.dpoworkbench.app.window.model;

import java.util.function.BooleanSupplier;

/// Something the user can do, found by name (Ctrl+K), by key, or by its button.
///
/// @param title    for people
/// @param shortcut as `KeyCombination` reads it, such as `Shortcut+N`; empty: none
/// @param enabled  whether it can be done now
public record Command(String title, String shortcut, BooleanSupplier enabled, Runnable action) {
    public static Command of(String title, String shortcut, Runnable action) {
        return new Command(title, shortcut, () -> true, action);
    }

    public void runIfEnabled() {
        if (enabled.getAsBoolean()) {
            action.run();
        }
    }
}
