package org.dpoworkbench.app.window.model.newrun;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a method is usually run with, where the form says otherwise.
///
/// @param changes what accepting the offer sets; empty: the form has the method's defaults already
public record MethodOffer(Method method, Map<Field, String> changes) {
    public MethodOffer {
        changes = Map.copyOf(changes);
    }

    static MethodOffer of(Method method, ModelSize size, FormValues values) {
        return new MethodOffer(
                method,
                FormDefaults.of(method, size).entrySet().stream()
                        .filter(usual -> !same(usual.getValue(), values.text(usual.getKey())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean same(String usual, String text) {
        try {
            return Double.parseDouble(usual) == Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            return usual.equals(text.strip());
        }
    }

    /// Such as `beta 0.1, ipo_normalisation sum`.
    public String text() {
        return new TreeMap<>(changes)
                .entrySet().stream()
                        .map(change -> change.getKey().key() + " " + change.getValue())
                        .collect(Collectors.joining(", "));
    }
}
