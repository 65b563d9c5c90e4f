package org.dpoworkbench.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dpoworkbench.engine.config.RunConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Where two configurations differ, setting by setting.
final class ConfigDifference {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private ConfigDifference() {}

    /// One line a setting, such as `--beta is 0.1 in the run and 0.2 here`.
    static List<String> between(RunConfig run, RunConfig here) {
        List<String> found = new ArrayList<>();
        JsonNode left = MAPPER.valueToTree(run);
        JsonNode right = MAPPER.valueToTree(here);
        for (String concern : left.propertyNames()) {
            compare(concern, left.get(concern), right.get(concern), found);
        }
        return found;
    }

    private static void compare(String name, JsonNode run, JsonNode here, List<String> found) {
        if (!run.isObject() && !here.isObject()) {
            if (!run.equals(here)) {
                found.add("--%s is %s in the run and %s here".formatted(name.replace('_', '-'), said(run), said(here)));
            }
            return;
        }
        Set<String> names = new TreeSet<>(run.propertyNames());
        names.addAll(here.propertyNames());
        names.forEach(inner -> compare(inner, run.path(inner), here.path(inner), found));
    }

    private static String said(JsonNode value) {
        return value.isNull() ? "not given" : value.toString();
    }
}
