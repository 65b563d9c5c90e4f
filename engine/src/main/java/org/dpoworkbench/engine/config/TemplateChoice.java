package org.dpoworkbench.engine.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// The chat template that a user picks instead of the model folder's own.
public sealed interface TemplateChoice {

    /// One that comes with the program.
    record BuiltIn(BuiltInTemplate template) implements TemplateChoice {
        @Override
        @JsonValue
        public String text() {
            return template.text();
        }
    }

    /// A Jinja file.
    record InFile(Path path) implements TemplateChoice {
        @Override
        @JsonValue
        public String text() {
            return path.toString().replace(File.separatorChar, '/');
        }
    }

    /// As it is written in files and on the command line.
    String text();

    /// A built-in template's name, or else a file. A file with a template's name is meant by `./chatml`.
    @JsonCreator
    static TemplateChoice of(String text) {
        return Arrays.stream(BuiltInTemplate.values())
                .filter(template -> template.text().equals(text))
                .findFirst()
                .<TemplateChoice>map(BuiltIn::new)
                .orElseGet(() -> new InFile(Path.of(text)));
    }

    /// The same, with another path where it is a file.
    default TemplateChoice withPath(UnaryOperator<Path> path) {
        return switch (this) {
            case BuiltIn builtIn -> builtIn;
            case InFile file -> new InFile(path.apply(file.path()));
        };
    }
}
