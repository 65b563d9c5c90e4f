package org.dpoworkbench.app.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;

/// Names of run folders that tell what the run is: `20261121-143205-dpo-b0.1-lr5e-6`.
final class RunName {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private RunName() {}

    static String of(RunConfig config, LocalDateTime time) {
        String method = config.objective() == Objective.SFT
                ? "sft"
                : org.dpoworkbench.engine.project.RunName.method(config.loss()) + "-b"
                        + plain(config.loss().beta());
        return TIME.format(time) + "-" + method + "-lr"
                + scientific(config.optimizer().learningRate());
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String scientific(double value) {
        BigDecimal stripped = BigDecimal.valueOf(value).stripTrailingZeros();
        BigInteger digits = stripped.unscaledValue();
        int places = digits.toString().length() - 1;
        return new BigDecimal(digits).movePointLeft(places).toPlainString() + "e" + (places - stripped.scale());
    }
}
