package org.dpoworkbench.app.window.model.newrun;

import java.util.Arrays;
import java.util.Optional;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.data.RecordKind;

/// Which fields mean something, given the others. The form shows these alone; the others are at their defaults in the
/// run, so that the copied command makes an equal one.
public final class FieldUse {
    private FieldUse() {}

    public static boolean isUsed(Field field, FormValues values) {
        Optional<LossOption> option = option(field);
        if (option.isPresent()) {
            return isPreference(values) && values.method().uses(option.get()) && isWanted(option.get(), values);
        }
        return switch (field) {
            case LOSS_TYPE -> isPreference(values);
            case LOSS_WEIGHTS -> isPreference(values) && values.method().isMixture();
            case REFERENCE -> isPreference(values) && values.method().usesReference();
            case ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON -> !is(Field.OPTIM, Optim.RMSPROP.text(), values);
            case MAX_PROMPT_LENGTH -> is(Field.TRUNCATION_MODE, TruncationMode.ORIGINAL.text(), values);
            case ADAPTER, LORA_DROPOUT -> isOn(Field.USE_PEFT, values);
            case LORA_R, LORA_ALPHA, LORA_TARGET_MODULES, USE_RSLORA ->
                isOn(Field.USE_PEFT, values) && values.text(Field.ADAPTER).isBlank();
            case COMPLETION -> kind(values) != RecordKind.PAIRS || isNamed(field, values);
            case LABEL -> kind(values) == RecordKind.UNPAIRED || isNamed(field, values);
            case COMPLETIONS, RANKS, SCORES, PREFERENCE -> !kind(values).isSingle() || isNamed(field, values);
            case SAMPLES_PER_PROMPT -> !isZero(Field.SAMPLE_PROMPTS, values);
            case SAMPLE_TOP_K, SAMPLE_TOP_P, SAMPLE_MIN_P -> !isZero(Field.SAMPLE_TEMPERATURE, values);
            case GPU ->
                is(Field.DEVICE, Device.CUDA.text(), values) || is(Field.DEVICE, Device.ND4J_CUDA.text(), values);
            case BF16, TF32 -> is(Field.DEVICE, Device.CUDA.text(), values);
            default -> true;
        };
    }

    /// The loss's setting that a field holds; empty where it is none.
    public static Optional<LossOption> option(Field field) {
        return Arrays.stream(LossOption.values())
                .filter(option -> option.text().equals(field.key()))
                .findFirst();
    }

    private static boolean isWanted(LossOption option, FormValues values) {
        return option != LossOption.F_ALPHA_DIVERGENCE_COEF
                || is(Field.F_DIVERGENCE_TYPE, FDivergence.ALPHA_DIVERGENCE.text(), values);
    }

    private static boolean isPreference(FormValues values) {
        return is(Field.OBJECTIVE, Objective.DPO.text(), values);
    }

    private static RecordKind kind(FormValues values) {
        return isPreference(values) ? RecordKind.of(values.method().data()) : RecordKind.COMPLETIONS;
    }

    /// What is named is shown, so that it can be taken back.
    private static boolean isNamed(Field field, FormValues values) {
        return !values.text(field).isBlank();
    }

    private static boolean isOn(Field field, FormValues values) {
        return Boolean.parseBoolean(values.text(field));
    }

    private static boolean isZero(Field field, FormValues values) {
        try {
            return Double.parseDouble(values.text(field).strip()) == 0;
        } catch (NumberFormatException _) {
            return false; // the field says so
        }
    }

    private static boolean is(Field field, String text, FormValues values) {
        return values.text(field).strip().equals(text);
    }
}
