package org.dpoworkbench.engine.project;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;

/// Names run folders by when they began and what they are about: `20261121-143205-dpo-b0.1-lr5e-6`.
public final class RunName {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunName() {}

    /// The name of a run that begins now, before it is made unique.
    public static String of(LocalDateTime begin, RunConfig config) {
        String name = TIME.format(begin) + "-" + method(config);
        if (config.objective() == Objective.DPO) {
            name += "-b" + plain(config.loss().beta());
        }
        return name + "-lr" + scientific(config.optimizer().learningRate());
    }

    private static String method(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return config.objective().text();
        }
        return method(config.loss());
    }

    /// A loss in a run's name: `dpo`, `cdpo`, `ipo`, `dpo-bco_pair-sft`.
    public static String method(LossConfig loss) {
        return loss.lossTypes().stream().map(type -> method(type, loss)).collect(Collectors.joining("-"));
    }

    private static String method(LossType type, LossConfig loss) {
        if (type == LossType.SIGMOID) {
            return loss.labelSmoothing() > 0 ? "cdpo" : "dpo";
        }
        return type.text();
    }

    /// `0.1`, `10`.
    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// `5e-6`, `1.5e-5`.
    static String scientific(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
