package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.dpoworkbench.engine.config.BuiltInTemplate;

/// The Jinja sources of the templates that come with the program.
final class BuiltInTemplates {
    private BuiltInTemplates() {}

    static String source(BuiltInTemplate template) {
        String file = template.text() + ".jinja";
        try (InputStream in = BuiltInTemplates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program's own resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
