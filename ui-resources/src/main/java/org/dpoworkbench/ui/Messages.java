package org.dpoworkbench.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts that people read, by key, from `messages.properties`.
///
/// Keys stand in the code as literals, so that a test can tell which are missing and which nobody uses.
public final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(
            "org.dpoworkbench.ui.messages", Locale.getDefault(), Messages.class.getClassLoader());

    private Messages() {}

    /// The text of `key` with `{0}`, `{1}`, … filled in by [MessageFormat].
    ///
    /// @throws java.util.MissingResourceException where the bundle lacks the key
    public static String text(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(arguments);
    }
}
