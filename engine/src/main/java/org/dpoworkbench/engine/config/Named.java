package org.dpoworkbench.engine.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;

/// A constant that configuration files and the command line know under the field's own name for it.
public interface Named {
    @JsonValue
    String text();

    /// The constant called `text`.
    ///
    /// @param option the setting's name, for the error
    /// @throws UserError that lists the legal names
    static <E extends Enum<E> & Named> E of(Class<E> type, String option, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(option + " is \"" + text + "\", which is none of: " + names(type) + "."));
    }

    /// The legal names, separated by commas.
    static <E extends Enum<E> & Named> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Named::text).collect(Collectors.joining(", "));
    }
}
