package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;

/// What the form's loss field says: one loss, cDPO, or a weighted sum of several.
///
/// @param losses   by TRL's names; several are a sum
/// @param smoothed whether `sigmoid` has label smoothing, which makes it cDPO
public record Method(List<LossType> losses, boolean smoothed) {
    public static final Method DPO = new Method(List.of(LossType.SIGMOID), false);
    public static final Method CDPO = new Method(List.of(LossType.SIGMOID), true);
    public static final Method IPO = of(LossType.IPO);

    private static final String DPO_TEXT = "dpo";
    private static final String CDPO_TEXT = "cdpo";
    private static final String PLUS = "+";

    public Method {
        losses = List.copyOf(losses);
    }

    public static Method of(LossType loss) {
        return new Method(List.of(loss), false);
    }

    static Method of(LossConfig config) {
        return new Method(config.lossTypes(), config.is(LossType.SIGMOID) && config.labelSmoothing() > 0);
    }

    /// Every method of one loss: what a list offers.
    static List<Method> all() {
        return Stream.concat(
                        Stream.of(DPO, CDPO),
                        Arrays.stream(LossType.values())
                                .filter(loss -> loss != LossType.SIGMOID)
                                .map(Method::of))
                .toList();
    }

    /// Reads [#text]; empty where it names no loss.
    static Optional<Method> named(String text) {
        if (text.equals(CDPO_TEXT)) {
            return Optional.of(CDPO);
        }
        List<LossType> losses = new ArrayList<>();
        for (String name : text.split("\\+", -1)) {
            String loss = name.strip().equals(DPO_TEXT) ? LossType.SIGMOID.text() : name.strip();
            Optional<LossType> type = Arrays.stream(LossType.values())
                    .filter(one -> one.text().equals(loss))
                    .findFirst();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            losses.add(type.get());
        }
        return Optional.of(new Method(losses, false));
    }

    /// As the form's field and a sweep's list have it: `dpo`, `cdpo`, `kto`, `sigmoid+sft`.
    public String text() {
        if (equals(DPO) || equals(CDPO)) {
            return smoothed ? CDPO_TEXT : DPO_TEXT;
        }
        return losses.stream().map(LossType::text).collect(Collectors.joining(PLUS));
    }

    /// As people write it.
    public String title() {
        return smoothed ? "cDPO" : losses.stream().map(LossType::title).collect(Collectors.joining(" + "));
    }

    public boolean isMixture() {
        return losses.size() > 1;
    }

    /// What it learns from.
    public ExampleKind data() {
        return losses.getFirst().data();
    }

    /// Whether it is held against a reference model.
    public boolean usesReference() {
        return losses.stream().anyMatch(LossType::usesReference);
    }

    /// Whether it has a setting. DPO without smoothing has no ε: with one it is cDPO.
    public boolean uses(LossOption option) {
        return option.isUsedBy(losses) && !(equals(DPO) && option == LossOption.LABEL_SMOOTHING);
    }

    /// The same sum with another loss in it.
    Method with(LossType loss) {
        return new Method(
                Stream.concat(losses.stream(), Stream.of(loss)).distinct().toList(), false);
    }

    /// The same sum without a loss; itself where it is the last.
    Method without(LossType loss) {
        return losses.equals(List.of(loss))
                ? this
                : new Method(losses.stream().filter(one -> one != loss).toList(), false);
    }
}
