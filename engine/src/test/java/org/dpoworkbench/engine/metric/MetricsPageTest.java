package org.dpoworkbench.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/metrics.md` says what [Metric] says. `-Dmetrics.write=true` writes it anew.
class MetricsPageTest {
    private static final String HEAD = """
            # Metric definitions

            What each number that a run records means; the window shows the same texts at a click on a metric's name. \
            The name in `code` is the one in the [journal](run-folder.md#journal), in CSV files and in TRL, wherever TRL \
            has the number. Taken on held-out pairs, the name begins with `eval_`; on a named evaluation set with `eval_NAME_`, as `transformers` calls the loss of such a set (TRL logs the rewards of every set under one name). Where records say where they come from, `eval_rewards/accuracies[SOURCE]` is the value over one source.

            π is the policy, π_ref the reference, x the prompt, y_w the chosen and y_l the rejected completion, |y| its \
            scored tokens, Δ the log-ratio and h the margin, Δ(y_w) − Δ(y_l); the loss of IPO under \
            `mean` takes it per token. Means go over the pairs of a step or of an evaluation.
            """;

    private final Path page = Path.of(System.getProperty("project.root"), "docs", "metrics.md");

    @Test
    void thePageOfMetricsIsUpToDate() throws IOException {
        String now = HEAD
                + Arrays.stream(Metric.values()).map(MetricsPageTest::entry).collect(Collectors.joining());
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(page, now);
        }
        assertThat(page).as("written anew by -Dmetrics.write=true").content().isEqualTo(now);
    }

    private static String entry(Metric metric) {
        String unit = metric.unit().text();
        return """

                ### %s
                `%s`%s

                %s

                    %s
                """.formatted(
                metric.label(), metric.key(), unit.isEmpty() ? "" : ", " + unit, metric.definition(), metric.formula());
    }
}
