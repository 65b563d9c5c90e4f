package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.ModelFolder;

/// The adapter that a run begins with.
///
/// @param settings all of them, those that the configuration left open included
/// @param folder   where its weights are; empty: it is new
public record AdapterStart(AdapterSettings settings, Optional<AdapterFolder> folder) {
    /// PEFT's targets by `model_type` (peft 0.21, `TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING`).
    private static final Map<String, List<String>> USUAL = new TreeMap<>(Map.ofEntries(
            Map.entry("gpt2", List.of("c_attn")),
            Map.entry("gptj", List.of("q_proj", "v_proj")),
            Map.entry("gpt_neox", List.of("query_key_value")),
            Map.entry("llama", List.of("q_proj", "v_proj")),
            Map.entry("mistral", List.of("q_proj", "v_proj")),
            Map.entry("qwen2", List.of("q_proj", "v_proj")),
            Map.entry("qwen3", List.of("q_proj", "v_proj")),
            Map.entry("gemma2", List.of("q_proj", "v_proj")),
            Map.entry("gemma3_text", List.of("q_proj", "v_proj"))));

    /// The adapter that a configuration means over a model.
    ///
    /// @throws UserError where targets are missing or are no modules of the model, or where the folder's adapter is
    /// not supported, is none of the model's, or is not what the configuration says
    public static AdapterStart of(LoraConfig config, ModelFolder base) {
        Optional<AdapterFolder> folder = config.adapter().map(AdapterFolder::open);
        if (folder.isPresent()) {
            AdapterFolder usable = fitting(folder.get(), base);
            requireAgreement(config, usable, base.architecture());
            double dropout = config.loraDropout().orElse(usable.settings().dropout());
            return new AdapterStart(usable.settings().withDropout(dropout), Optional.of(usable));
        }
        TargetModules targets = config.loraTargetModules().orElseGet(() -> usual(base));
        AdapterSettings settings = new AdapterSettings(
                config.loraR().orElseThrow(),
                config.loraAlpha().orElseThrow(),
                config.loraDropout().orElseThrow(),
                targets,
                config.useRslora().orElseThrow(),
                Map.of(),
                Map.of(),
                Optional.of(base.path().toString()));
        DecoderAssembly assembly = assembly(base.architecture());
        AdapterTargets.check(targets, assembly);
        return new AdapterStart(settings.withTargets(spelledOut(targets, assembly.modules())), Optional.empty());
    }

    /// An adapter as it can stand beside a model's modules.
    ///
    /// @throws UserError where it is none of the model's
    public static AdapterFolder fitting(AdapterFolder folder, ModelFolder base) {
        DecoderAssembly assembly = assembly(base.architecture());
        AdapterSettings settings = folder.settings();
        TargetModules targets = spelledOut(
                AdapterTargets.present(settings.targets(), assembly.modules(), assembly.otherModules()),
                assembly.modules());
        AdapterFolder fitting = new AdapterFolder(
                folder.path(),
                settings.withTargets(targets).withBase(base.path().toString()));
        try {
            AdapterTargets.check(targets, assembly);
            WeightLoader.check(fitting, base.architecture());
        } catch (UserError e) {
            List<String> problems = new ArrayList<>(e.problems());
            problems.addFirst("The adapter " + folder.path() + " is none of the model " + base.path() + ":");
            throw new UserError(problems);
        }
        return fitting;
    }

    private static DecoderAssembly assembly(Architecture architecture) {
        return new DecoderAssembly(Families.describe(architecture), Optional.empty());
    }

    private static TargetModules usual(ModelFolder base) {
        String type = base.config().path("model_type").asString("");
        if (!USUAL.containsKey(type)) {
            throw new UserError("lora_target_modules is missing: PEFT has no usual ones for the architecture " + type
                    + ". all-linear takes them all; its linear maps are "
                    + AdapterTargets.named(assembly(base.architecture()).modules()) + ".");
        }
        return new TargetModules.Named(USUAL.get(type));
    }

    /// Names in place of `all-linear`, since not every reader of adapters knows that word.
    private static TargetModules spelledOut(TargetModules targets, List<String> modules) {
        return switch (targets) {
            case TargetModules.AllLinear _ ->
                new TargetModules.Named(modules.stream()
                        .map(module -> module.substring(module.lastIndexOf('.') + 1))
                        .distinct()
                        .sorted()
                        .toList());
            case TargetModules.Named named -> named;
            case TargetModules.Matching pattern -> pattern;
        };
    }

    private static void requireAgreement(LoraConfig config, AdapterFolder folder, Architecture architecture) {
        AdapterSettings has = folder.settings();
        List<String> problems = new ArrayList<>();
        config.loraR().ifPresent(r -> compare(problems, "lora_r", r, has.r()));
        config.loraAlpha().ifPresent(alpha -> compare(problems, "lora_alpha", alpha, has.alpha()));
        config.useRslora().ifPresent(rslora -> compare(problems, "use_rslora", rslora, has.rslora()));
        config.loraTargetModules().ifPresent(targets -> {
            List<String> modules = assembly(architecture).modules();
            if (!modules.stream()
                    .filter(targets::takes)
                    .toList()
                    .equals(modules.stream().filter(has.targets()::takes).toList())) {
                compare(
                        problems,
                        "lora_target_modules",
                        targets.text(),
                        has.targets().text());
            }
        });
        if (!problems.isEmpty()) {
            problems.addFirst("The adapter " + folder.path() + " is not what the run's settings say:");
            problems.add("Leave these settings out: an adapter keeps its own.");
            throw new UserError(problems);
        }
    }

    private static void compare(List<String> problems, String setting, Object asked, Object has) {
        if (!asked.equals(has)) {
            problems.add("%s is %s in the run and %s in the adapter.".formatted(setting, asked, has));
        }
    }
}
