package org.dpoworkbench.engine.weights;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// Takes fields from a model's configuration and notes those that are missing or of a wrong type, all of them
/// before anything is thrown. A field that is `null` counts as absent, as in transformers.
final class ConfigReader {
    private final JsonNode config;
    private final List<String> problems = new ArrayList<>();

    ConfigReader(JsonNode config) {
        this.config = config;
    }

    /// Where this returns, all values handed out are what the configuration says.
    ///
    /// @throws UserError with everything that was wrong
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    void unsupported(String problem) {
        problems.add(problem);
    }

    boolean has(String name) {
        return config.hasNonNull(name);
    }

    /// A whole number >= 1 that must be there.
    int size(String name) {
        if (!has(name)) {
            problems.add(name + " is missing");
            return 0;
        }
        return size(name, 0);
    }

    /// A whole number >= 1.
    int size(String name, int byDefault) {
        if (!has(name)) {
            return byDefault;
        }
        JsonNode value = config.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            problems.add(name + " must be a whole number >= 1, is " + value);
            return byDefault;
        }
        return value.intValue();
    }

    /// A finite number > 0.
    double positive(String name, double byDefault) {
        return positive(config, name, byDefault);
    }

    /// A finite number > 0, from an object inside the configuration.
    double positive(JsonNode object, String name, double byDefault) {
        if (!object.hasNonNull(name)) {
            return byDefault;
        }
        JsonNode value = object.get(name);
        if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
            problems.add(name + " must be a number > 0, is " + value);
            return byDefault;
        }
        return value.doubleValue();
    }

    boolean flag(String name, boolean byDefault) {
        if (!has(name)) {
            return byDefault;
        }
        JsonNode value = config.get(name);
        if (!value.isBoolean()) {
            problems.add(name + " must be true or false, is " + value);
            return byDefault;
        }
        return value.booleanValue();
    }

    Activation activation(String name, Activation byDefault) {
        if (!has(name)) {
            return byDefault;
        }
        String text = config.get(name).asString("");
        return Activation.named(text).orElseGet(() -> {
            problems.add(name + " is \"" + text + "\", which is none of: " + Activation.known());
            return byDefault;
        });
    }

    /// An object inside the configuration; missing where there is none.
    JsonNode object(String name) {
        return config.path(name);
    }
}
