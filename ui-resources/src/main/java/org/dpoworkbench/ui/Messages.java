package org.dpoworkbench.ui;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// The texts that people read, by key. A key's first word names the bundle it lies in: `data.add` in
/// `text/data.properties`; keys of no room are in `text/window.properties`.
///
/// Keys stand in the code as literals, so that a test can tell which are missing and which nobody uses.
public final class Messages {
    /// The bundles, one a room.
    public static final List<String> ROOMS = List.of(
            "window",
            "chart",
            "data",
            "newrun",
            "losses",
            "runs",
            "pairs",
            "samples",
            "figures",
            "foreign",
            "settings");

    /// A view asks for the same texts with every cell and every change: each pattern is found and parsed once.
    private static final Map<Wording, MessageFormat> PARSED = new ConcurrentHashMap<>();

    private record Wording(Locale locale, String key) {}

    private Messages() {}

    /// The text of `key` with `{0}`, `{1}`, … filled in by [MessageFormat].
    ///
    /// @throws MissingResourceException where no bundle has the key
    public static String text(String key, Object... arguments) {
        MessageFormat parsed = PARSED.computeIfAbsent(new Wording(Locale.getDefault(), key), _ -> parse(key));
        // A format is of one thread at a time.
        return ((MessageFormat) parsed.clone()).format(arguments);
    }

    private static MessageFormat parse(String key) {
        return new MessageFormat(bundle(roomOf(key)).getString(key), Locale.ROOT);
    }

    /// The texts of one room.
    public static ResourceBundle bundle(String room) {
        return ResourceBundle.getBundle(
                "org.dpoworkbench.ui.text." + room, Locale.getDefault(), Messages.class.getClassLoader());
    }

    private static String roomOf(String key) {
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        return ROOMS.contains(first) ? first : "window";
    }
}
