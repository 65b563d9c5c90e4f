package org.dpoworkbench.engine.config;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Settings that configuration files of earlier versions lack, and what those versions did: what a file without the
/// setting means.
final class LaterSettings {
    /// @param block     where the setting stands: a block's name, or empty for a block of its own
    /// @param name      the setting's
    /// @param byDefault its value, as YAML
    private record Setting(String block, String name, String byDefault) {}

    private static final List<Setting> ALL = List.of(
            new Setting("data", "exclude", "[]"),
            new Setting("data", "chat_template", "null"),
            new Setting("data", "truncation_mode", "keep_start"),
            new Setting("data", "max_prompt_length", "null"),
            new Setting("loss", "loss_weights", "[]"),
            new Setting("loss", "f_divergence_type", "reverse_kl"),
            new Setting("loss", "f_alpha_divergence_coef", "0.5"),
            new Setting("loss", "ld_alpha", "1.0"),
            new Setting("loss", "use_weighting", "false"),
            new Setting("loss", "discopop_tau", "0.05"),
            new Setting("loss", "dpop_lambda", "50.0"),
            new Setting("loss", "simpo_gamma", "0.5"),
            new Setting("loss", "cpo_alpha", "1.0"),
            new Setting("loss", "alpha", "0.0"),
            new Setting("loss", "unlikelihood_alpha", "1.0"),
            new Setting("loss", "desirable_weight", "1.0"),
            new Setting("loss", "undesirable_weight", "1.0"));

    private LaterSettings() {}

    /// Adds those that are missing.
    ///
    /// @return whether any was
    static boolean addTo(ObjectNode root, YAMLMapper yaml) {
        boolean added = false;
        for (Setting setting : ALL) {
            var block = setting.block().isEmpty() ? root : root.path(setting.block());
            if (block instanceof ObjectNode settings && !settings.has(setting.name())) {
                settings.set(setting.name(), yaml.readTree(setting.byDefault()));
                added = true;
            }
        }
        return added;
    }
}
