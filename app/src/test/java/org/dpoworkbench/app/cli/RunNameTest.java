package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import org.dpoworkbench.engine.config.RunConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNameTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "sigmoid, 0, 0.1, 5e-6, dpo-b0.1-lr5e-6",
        "sigmoid, 0.1, 1, 0.00012, cdpo-b1-lr1.2e-4",
        "ipo, 0, 10, 1, ipo-b10-lr1e0",
        "hinge, 0, 0.05, 1e-3, hinge-b0.05-lr1e-3"
    })
    void theNameTellsTheRun(String loss, String smoothing, String beta, String rate, String name) {
        Cli cli = new Cli();
        cli.run("train --model m --data d --loss-type %s --label-smoothing %s --beta %s --learning-rate %s --output %s"
                .formatted(loss, smoothing, beta, rate, temp.resolve("r"))
                .split(" "));
        RunConfig config = cli.rooms.started.getLast();

        assertThat(RunName.of(config, LocalDateTime.of(2026, 11, 21, 14, 32, 5)))
                .isEqualTo("20261121-143205-" + name);
    }
}
