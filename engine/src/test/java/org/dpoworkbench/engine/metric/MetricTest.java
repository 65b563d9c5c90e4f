package org.dpoworkbench.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void aConstantIsCalledLikeItsKey() {
        assertThat(Metric.values())
                .allSatisfy(metric -> assertThat(metric.name())
                        .isEqualTo(metric.key().toUpperCase(Locale.ROOT).replace('/', '_')));
    }

    /// The names that TRL 1.16's DPOTrainer logs, apart from those this project does not compute.
    @Test
    void namesAreThoseOfTrlWhereItHasOne() {
        assertThat(Stream.of(
                        "loss",
                        "learning_rate",
                        "grad_norm",
                        "num_tokens",
                        "epoch",
                        "rewards/chosen",
                        "rewards/rejected",
                        "rewards/margins",
                        "rewards/accuracies",
                        "logps/chosen",
                        "logps/rejected"))
                .allSatisfy(key -> assertThat(Metric.ofKey(key))
                        .hasValueSatisfying(metric -> assertThat(metric.key()).isEqualTo(key)));
    }

    @Test
    void theHeldOutNameIsTheSameMetric() {
        assertThat(Metric.ofKey("eval_loss")).contains(Metric.LOSS);
        assertThat(Metric.LOSS.evalKey()).isEqualTo("eval_loss");
        assertThat(Metric.isEvalKey("eval_loss")).isTrue();
        assertThat(Metric.isEvalKey("loss")).isFalse();
    }

    @Test
    void anUnknownNameIsNoMetric() {
        assertThat(Metric.ofKey("entropy")).isEmpty();
    }

    @Test
    void everyMetricSaysWhatItMeans() {
        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(metric.label()).isNotBlank();
            assertThat(metric.definition()).endsWith(".");
            assertThat(metric.formula()).isNotBlank();
        });
        assertThat(Arrays.stream(Metric.values()).map(Metric::label)).doesNotHaveDuplicates();
    }

    @Test
    void aValueThatIsAbsentOrNotFiniteIsUndefined() {
        assertThat(Metric.LOSS.in(Map.of("loss", 0.5))).hasValue(0.5);
        assertThat(Metric.LOSS.in(Map.of("eval_loss", 0.5))).isEmpty();
        assertThat(Metric.LOSS.evalIn(Map.of("eval_loss", 0.5))).hasValue(0.5);
        assertThat(Metric.LOSS.in(Map.of("loss", Double.NaN))).isEmpty();
    }
}
