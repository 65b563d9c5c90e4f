package org.dpoworkbench.engine.config;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Settings that configuration files of earlier versions lack, and what those versions did: what a file without the
/// setting means. And settings that have moved since.
public final class LaterSettings {
    /// @param block     where the setting stands: a block's name, blocks within blocks by dots, or empty for a block of
    ///                  its own
    /// @param name      the setting's
    /// @param byDefault its value, as YAML
    private record Setting(String block, String name, String byDefault) {}

    /// @param block where both stand
    /// @param from  where earlier files have it
    /// @param to    the block in it where it is now
    private record Move(String block, String from, String to, String name) {}

    private static final List<Move> MOVED = List.of(
            new Move("evaluation", "sample_max_new_tokens", "sampling", "max_new_tokens"),
            new Move("evaluation", "sample_temperature", "sampling", "temperature"));

    private static final List<Setting> ALL = List.of(
            new Setting("data", "exclude", "[]"),
            new Setting("data", "eval_sets", "[]"),
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
            new Setting("loss", "undesirable_weight", "1.0"),
            new Setting("", "lora", "null"),
            new Setting("", "memory", "{gradient_checkpointing: false, frozen_dtype: float32}"),
            new Setting("device", "gpu", "null"),
            new Setting("device", "bf16", "false"),
            new Setting("device", "tf32", "false"),
            new Setting("evaluation", "samples_per_prompt", "1"),
            new Setting("evaluation", "kl_prompts", "0"),
            new Setting("evaluation.sampling", "top_k", "0"),
            new Setting("evaluation.sampling", "top_p", "1.0"),
            new Setting("evaluation.sampling", "min_p", "0.0"),
            new Setting("evaluation.sampling", "repetition_penalty", "1.0"),
            new Setting("evaluation.sampling", "stop", "[]"),
            new Setting("data.columns", "completion", "null"),
            new Setting("data.columns", "label", "null"),
            new Setting("data.columns", "completions", "[]"),
            new Setting("data.columns", "ranks", "[]"),
            new Setting("data.columns", "scores", "[]"),
            new Setting("data.columns", "preference", "[]"),
            new Setting("data.columns", "source", "null"));

    private LaterSettings() {}

    /// Adds those that are missing, and moves those that stand where they once were.
    ///
    /// @param root a run's configuration
    /// @return whether anything changed
    public static boolean addTo(ObjectNode root, YAMLMapper yaml) {
        boolean changed = false;
        for (Move move : MOVED) {
            if (root.path(move.block()) instanceof ObjectNode block && block.has(move.from())) {
                JsonNode value = block.remove(move.from());
                ObjectNode target = block.withObjectProperty(move.to());
                if (!target.has(move.name())) {
                    target.set(move.name(), value);
                }
                changed = true;
            }
        }
        for (Setting setting : ALL) {
            JsonNode block = root;
            if (!setting.block().isEmpty()) {
                for (String step : setting.block().split("\\.", -1)) {
                    block = block.path(step);
                }
            }
            if (block instanceof ObjectNode settings && !settings.has(setting.name())) {
                settings.set(setting.name(), yaml.readTree(setting.byDefault()));
                changed = true;
            }
        }
        return changed;
    }
}
