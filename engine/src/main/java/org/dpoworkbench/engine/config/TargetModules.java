package org.dpoworkbench.engine.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;

/// Which linear maps of a model get an adapter, as PEFT's `target_modules` says it: a list holds names or their last
/// parts, a text is a regular expression that must match the whole name, or `all-linear`.
public sealed interface TargetModules {
    String ALL_LINEAR = "all-linear";

    /// Modules whose name is one of these or ends with a dot and one of these.
    record Named(List<String> names) implements TargetModules {
        public Named {
            if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
                throw new UserError("lora: lora_target_modules names no module. q_proj,v_proj is an example.");
            }
            names = names.stream().distinct().toList();
        }

        @Override
        public boolean takes(String module) {
            return names.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
        }

        @Override
        public Object json() {
            return names;
        }

        @Override
        public String text() {
            return String.join(",", names);
        }
    }

    /// Modules whose whole name the regular expression matches.
    record Matching(String pattern) implements TargetModules {
        public Matching {
            try {
                var _ = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new UserError(
                        "lora: lora_target_modules is no regular expression: " + e.getDescription() + " at character "
                                + (e.getIndex() + 1) + " of " + pattern + ".",
                        e);
            }
        }

        @Override
        public boolean takes(String module) {
            return Pattern.matches(pattern, module);
        }

        @Override
        public Object json() {
            return pattern;
        }

        @Override
        public String text() {
            return pattern;
        }
    }

    /// Every linear map but the head.
    record AllLinear() implements TargetModules {
        @Override
        public boolean takes(String module) {
            return true;
        }

        @Override
        public Object json() {
            return ALL_LINEAR;
        }

        @Override
        public String text() {
            return ALL_LINEAR;
        }
    }

    /// Whether a linear map, not the head, is among them.
    ///
    /// @param module its full name, such as `model.layers.0.self_attn.q_proj`
    boolean takes(String module);

    /// As PEFT writes it: a list of names or a text.
    @JsonValue
    Object json();

    /// As the command line has it, where [#of] reads it.
    String text();

    /// The targets that a command line's word means: `all-linear`, names separated by commas, or, where it holds what
    /// no name has, a regular expression.
    static TargetModules of(String word) {
        if (word.equals(ALL_LINEAR)) {
            return new AllLinear();
        }
        if (!word.matches("[\\w.,\\s-]*")) {
            return new Matching(word);
        }
        return new Named(Arrays.stream(word.split(",", -1)).map(String::strip).toList());
    }

    /// The targets that a file means.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TargetModules ofJson(Object json) {
        return switch (json) {
            case String text when text.equals(ALL_LINEAR) -> new AllLinear();
            case String text -> new Matching(text);
            case List<?> names ->
                new Named(names.stream().map(TargetModules::name).collect(Collectors.toList()));
            default -> throw noTargets(json);
        };
    }

    private static String name(Object json) {
        if (json instanceof String name) {
            return name;
        }
        throw noTargets(json);
    }

    private static UserError noTargets(Object json) {
        return new UserError("lora: lora_target_modules must be a list of names or a text, holds " + json + ".");
    }
}
