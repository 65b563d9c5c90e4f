package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.ui.Messages;
import org.junit.jupiter.api.Test;

/// Holds the message bundle against the literals in the code.
class MessagesTest {
    private static final Pattern KEY = Pattern.compile("Messages\\s*\\.text\\(\\s*\"([^\"]+)\"");
    private static final Pattern NO_LITERAL = Pattern.compile("Messages\\s*\\.text\\(\\s*[^\"\\s]");
    private static final Map<String, String> TEXTS = texts();

    @Test
    void everyKeyInTheCodeHasAText() throws IOException {
        Set<String> used = matches(KEY);
        assertThat(used).isNotEmpty();
        assertThat(without(used, TEXTS.keySet())).isEmpty();
    }

    @Test
    void everyTextIsUsed() throws IOException {
        assertThat(without(TEXTS.keySet(), matches(KEY))).isEmpty();
    }

    @Test
    void keysAreLiteralsOrThisTestWouldNotSeeThem() throws IOException {
        assertThat(matches(NO_LITERAL)).isEmpty();
    }

    @Test
    void everyTextIsAPatternThatMessageFormatReads() {
        assertThat(TEXTS.keySet())
                .allSatisfy(key -> assertThat(new MessageFormat(TEXTS.get(key), Locale.ROOT)
                                .format(new Object[] {1, 1, 1, 1, 1, 1, 1, 1, 1}))
                        .isNotBlank()
                        .doesNotContain("{"));
    }

    @Test
    void aCountDecidesBetweenOneAndMany() {
        assertThat(Messages.text("project.runs", 0)).isEqualTo("No runs");
        assertThat(Messages.text("project.runs", 1)).isEqualTo("1 run");
        assertThat(Messages.text("project.runs", 12)).isEqualTo("12 runs");
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        var left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Map<String, String> texts() {
        Map<String, String> all = new HashMap<>();
        for (String room : Messages.ROOMS) {
            ResourceBundle bundle = Messages.bundle(room);
            bundle.keySet().forEach(key -> all.put(key, bundle.getString(key)));
        }
        return all;
    }

    private static Set<String> matches(Pattern pattern) throws IOException {
        Path sources = Path.of(System.getProperty("project.root"), "app", "src", "main", "java");
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(matcher.groupCount()));
                }
            }
        }
        return found;
    }
}
