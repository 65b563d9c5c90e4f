package org.dpoworkbench.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Names as transformers 5.12 gives them: `Trainer.evaluate` with a dictionary sets `metric_key_prefix` to
/// `eval_NAME`.
class EvaluationKeyTest {
    @Test
    void aNamedSetsMetricsAreCalledAsTransformersCallsThem() {
        assertThat(EvaluationKey.of(Optional.of("far"), Metric.LOSS).text()).isEqualTo("eval_far_loss");
        assertThat(EvaluationKey.of(Optional.of("h4_eval"), Metric.REWARDS_ACCURACIES)
                        .text())
                .isEqualTo("eval_h4_eval_rewards/accuracies");
        assertThat(EvaluationKey.of(Optional.empty(), Metric.LOSS).text()).isEqualTo("eval_loss");
    }

    @Test
    void everyNameReadsBackAsWhatItWasMadeOf() {
        for (Metric metric : Metric.values()) {
            for (String set : new String[] {"", "far", "h4_eval", "rewards", "x_loss", "margins"}) {
                for (String source : new String[] {"", "forum", "a[0]", "x=y, z"}) {
                    var key = new EvaluationKey(present(set), metric, present(source));
                    assertThat(EvaluationKey.parse(key.text())).as(key.text()).contains(key);
                    assertThat(Metric.ofKey(key.text())).contains(metric);
                }
            }
        }
    }

    @Test
    void whatIsNoMetricOnHeldOutPairsIsNone() {
        assertThat(EvaluationKey.parse("loss")).isEmpty();
        assertThat(EvaluationKey.parse("eval_runtime")).isEmpty();
        assertThat(EvaluationKey.parse("eval_far_samples_per_second")).isEmpty();
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
