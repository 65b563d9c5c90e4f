package org.dpoworkbench.engine.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
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
        note(problem);
    }

    /// Fields that several things are made of are read several times.
    private void note(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /// What `value` makes of the fields read so far, or, where one of them was wrong or `value` refuses them,
    /// `placeholder`: [#throwIfAny] throws then.
    <T> T made(Supplier<T> value, T placeholder) {
        if (!problems.isEmpty()) {
            return placeholder;
        }
        try {
            return value.get();
        } catch (UserError e) {
            problems.addAll(e.problems());
            return placeholder;
        }
    }

    boolean has(String name) {
        return config.hasNonNull(name);
    }

    /// Whether it is there as `null`, which some families give a meaning of its own.
    boolean isNull(String name) {
        return config.has(name) && !has(name);
    }

    /// A whole number >= 1 that must be there.
    int size(String name) {
        if (!has(name)) {
            note(name + " is missing");
            return 0;
        }
        return size(name, 0);
    }

    /// A whole number >= 1.
    int size(String name, int byDefault) {
        return size(config, name, byDefault);
    }

    /// A whole number >= 1, from an object inside the configuration.
    int size(JsonNode object, String name, int byDefault) {
        if (!object.hasNonNull(name)) {
            return byDefault;
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            note(name + " must be a whole number >= 1, is " + value);
            return byDefault;
        }
        return value.intValue();
    }

    /// A whole number >= 0.
    int count(String name, int byDefault) {
        boolean zero = config.path(name).isIntegralNumber() && config.get(name).asLong() == 0;
        return zero ? 0 : size(name, byDefault);
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
            note(name + " must be a number > 0, is " + value);
            return byDefault;
        }
        return value.doubleValue();
    }

    /// A finite number > 0 that must be there, from an object inside the configuration.
    double positive(JsonNode object, String name) {
        if (!object.hasNonNull(name)) {
            note(name + " is missing");
        }
        return positive(object, name, 1);
    }

    boolean flag(String name, boolean byDefault) {
        if (!has(name)) {
            return byDefault;
        }
        JsonNode value = config.get(name);
        if (!value.isBoolean()) {
            note(name + " must be true or false, is " + value);
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
            note(name + " is \"" + text + "\", which is none of: " + Activation.known());
            return byDefault;
        });
    }

    /// Notes where the function that a family is made with is another one.
    void require(String name, Activation only) {
        if (activation(name, only) != only) {
            note(name + " must be " + only.name().toLowerCase(Locale.ROOT) + ", is " + config.get(name));
        }
    }

    /// An object inside the configuration; missing where there is none.
    JsonNode object(String name) {
        return config.path(name);
    }
}
