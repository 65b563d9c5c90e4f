package org.dpoworkbench.engine.adapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.JsonFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `adapter_config.json` as `peft.LoraConfig` writes it. What it says beyond plain LoRA is an error with the setting's
/// name: an adapter computed otherwise than it was trained would be another one without a word.
final class AdapterConfigFile {
    static final String NAME = "adapter_config.json";

    /// Settings that change nothing in what a trained adapter computes.
    private static final Set<String> HARMLESS = Set.of(
            "auto_mapping",
            "base_model_name_or_path",
            "ensure_weight_tying",
            "fan_in_fan_out",
            "inference_mode",
            "megatron_config",
            "megatron_core",
            "peft_type",
            "peft_version",
            "qalora_group_size",
            "revision",
            "runtime_config",
            "task_type",
            "loftq_config");

    private static final Set<String> READ = Set.of(
            "r",
            "lora_alpha",
            "lora_dropout",
            "target_modules",
            "use_rslora",
            "rank_pattern",
            "alpha_pattern",
            "bias",
            "init_lora_weights");

    /// Ways to initialise that leave the base as it is; the others rewrite it.
    private static final Set<String> INITIALISATIONS = Set.of("true", "false", "gaussian", "eva", "orthogonal");

    private final Path file;
    private final JsonNode json;
    private final List<String> problems = new ArrayList<>();

    private AdapterConfigFile(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /// @throws UserError that names everything that is missing, wrong or not supported
    static AdapterSettings read(Path file) {
        return new AdapterConfigFile(file, JsonFile.readObject(file)).settings();
    }

    private AdapterSettings settings() {
        requireLora();
        int r = rank("r", json.path("r"));
        double alpha = positive("lora_alpha", json.path("lora_alpha"));
        double dropout = dropout();
        Optional<TargetModules> targets = targets();
        boolean rslora = json.path("use_rslora").asBoolean(false);
        Map<String, Integer> ranks = pattern("rank_pattern", n -> rank("rank_pattern", n));
        Map<String, Double> alphas = pattern("alpha_pattern", n -> positive("alpha_pattern", n));
        requirePlain();
        if (!problems.isEmpty()) {
            throw new UserError(problems.stream().map(p -> file + ": " + p).toList());
        }
        return new AdapterSettings(
                r,
                alpha,
                dropout,
                targets.orElseThrow(),
                rslora,
                ranks,
                alphas,
                Optional.ofNullable(json.path("base_model_name_or_path").asString(null)));
    }

    private void requireLora() {
        String type = json.path("peft_type").asString("");
        if (!type.equals("LORA")) {
            throw new UserError(file + ": peft_type is "
                    + (type.isEmpty() ? "missing" : "\"" + type + "\"")
                    + "; only LORA adapters are supported. Is it the file of an adapter?");
        }
        String task = json.path("task_type").asString("CAUSAL_LM");
        if (!task.equals("CAUSAL_LM")) {
            problems.add("task_type is \"" + task + "\"; an adapter for CAUSAL_LM is needed here");
        }
    }

    private void requirePlain() {
        String bias = json.path("bias").asString("none");
        if (!bias.equals("none")) {
            problems.add("bias is \"" + bias + "\": trained biases are not supported, only none");
        }
        JsonNode initialisation = json.path("init_lora_weights");
        if (!initialisation.isMissingNode()
                && !initialisation.isNull()
                && !INITIALISATIONS.contains(initialisation.asString(""))) {
            problems.add("init_lora_weights is " + initialisation + ", which changes the base weights too; convert the"
                    + " adapter to plain LoRA in peft (path_initial_model_for_weight_conversion)");
        }
        json.properties().forEach(field -> {
            if (!READ.contains(field.getKey()) && !HARMLESS.contains(field.getKey()) && says(field.getValue())) {
                problems.add(field.getKey() + " is " + field.getValue() + ", which is not supported");
            }
        });
    }

    /// Whether a setting is anything but off.
    private static boolean says(JsonNode value) {
        return !(value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty()));
    }

    private int rank(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            problems.add(name + " must be a whole number >= 1, " + is(value));
            return 1;
        }
        return value.intValue();
    }

    private double positive(String name, JsonNode value) {
        if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
            problems.add(name + " must be a number > 0, " + is(value));
            return 1;
        }
        return value.doubleValue();
    }

    private double dropout() {
        JsonNode value = json.path("lora_dropout");
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() < 1)) {
            problems.add("lora_dropout must be in [0, 1), " + is(value));
            return 0;
        }
        return value.doubleValue();
    }

    private Optional<TargetModules> targets() {
        JsonNode value = json.path("target_modules");
        try {
            if (value.isString()) {
                return Optional.of(TargetModules.ofJson(value.stringValue()));
            }
            if (value.isArray()) {
                return Optional.of(TargetModules.ofJson(
                        value.valueStream().map(n -> n.asString("")).toList()));
            }
            problems.add("target_modules must be a list of names or a text, " + is(value));
        } catch (UserError e) {
            problems.addAll(e.problems());
        }
        return Optional.empty();
    }

    private <N> Map<String, N> pattern(String name, Function<JsonNode, N> number) {
        Map<String, N> numbers = new LinkedHashMap<>();
        json.path(name).properties().forEach(field -> {
            try {
                var _ = Pattern.compile(field.getKey());
                numbers.put(field.getKey(), number.apply(field.getValue()));
            } catch (PatternSyntaxException e) {
                problems.add(name + ": \"" + field.getKey() + "\" is no regular expression: " + e.getDescription());
            }
        });
        return numbers;
    }

    private static String is(JsonNode value) {
        return value.isMissingNode() ? "is missing" : "is " + value;
    }

    /// @param inputMajor whether the base stores its maps (inputs, outputs), which PEFT calls `fan_in_fan_out`
    static void write(Path file, AdapterSettings settings, boolean inputMajor) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("peft_type", "LORA");
        json.put("task_type", "CAUSAL_LM");
        json.put("base_model_name_or_path", settings.base().orElse(null));
        json.put("inference_mode", true);
        json.put("r", settings.r());
        number(json, "lora_alpha", settings.alpha());
        json.put("lora_dropout", settings.dropout());
        json.putPOJO("target_modules", settings.targets().json());
        json.put("use_rslora", settings.rslora());
        json.put("fan_in_fan_out", inputMajor);
        json.put("bias", "none");
        ObjectNode ranks = json.putObject("rank_pattern");
        settings.rankPattern().forEach(ranks::put);
        ObjectNode alphas = json.putObject("alpha_pattern");
        settings.alphaPattern().forEach((module, alpha) -> number(alphas, module, alpha));
        json.putNull("modules_to_save");
        json.put("init_lora_weights", true);
        JsonFile.write(file, json);
    }

    /// PEFT's own are whole numbers.
    private static void number(ObjectNode json, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1 << 24) {
            json.put(name, (int) value);
        } else {
            json.put(name, value);
        }
    }
}
