package org.dpoworkbench.engine.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The generator's own files, which travel inside the program.
final class SampleResource {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

    private SampleResource() {}

    static <T> T yaml(String name, Class<T> type) {
        return YAML.readValue(text(name), type);
    }

    static String text(String name) {
        try (InputStream file = SampleResource.class.getResourceAsStream("/sample/" + name)) {
            if (file == null) {
                throw new IllegalStateException("/sample/" + name + " is missing from the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("/sample/" + name + " cannot be read from the program", e);
        }
    }

    /// The file with every `{{name}}` replaced by that value.
    static String filled(String name, Map<String, String> values) {
        return PLACEHOLDER.matcher(text(name)).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("/sample/" + name + " asks for an unknown " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
