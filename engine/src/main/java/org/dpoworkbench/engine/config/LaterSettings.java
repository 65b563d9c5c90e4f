package org.dpoworkbench.engine.config;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Settings that configuration files of earlier versions lack, and what those versions did: what a file without the
/// setting means.
final class LaterSettings {
    /// @param block     where the setting stands: a block's name, with a block inside it after a dot, or empty for a
    /// block of its own
    /// @param name      the setting's
    /// @param byDefault its value, as YAML
    private record Setting(String block, String name, String byDefault) {}

    private static final List<Setting> ALL = List.of(
            new Setting("data", "exclude", "[]"),
            new Setting("data", "chat_template", "null"),
            new Setting("data", "truncation_mode", "keep_start"),
            new Setting("data", "max_prompt_length", "null"),
            new Setting("data.columns", "completion", "null"),
            new Setting("data.columns", "label", "null"),
            new Setting("data.columns", "completions", "[]"),
            new Setting("data.columns", "ranks", "[]"),
            new Setting("data.columns", "scores", "[]"),
            new Setting("data.columns", "preference", "[]"),
            new Setting("data.columns", "source", "null"));

    private LaterSettings() {}

    /// Adds those that are missing.
    ///
    /// @return whether any was
    static boolean addTo(ObjectNode root, YAMLMapper yaml) {
        boolean added = false;
        for (Setting setting : ALL) {
            var block = setting.block().isEmpty()
                    ? root
                    : root.at("/" + setting.block().replace('.', '/'));
            if (block instanceof ObjectNode settings && !settings.has(setting.name())) {
                settings.set(setting.name(), yaml.readTree(setting.byDefault()));
                added = true;
            }
        }
        return added;
    }
}
