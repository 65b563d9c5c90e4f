package org.dpoworkbench.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {

    /// `scipy.stats.binomtest(k, n).proportion_ci(0.95, "wilson")`, SciPy 1.17.1. The cases 81 of 263 and 15 of 148 are
    /// Newcombe's (1998, Statistics in Medicine 17:857, table I, method 3: 0.2553 to 0.3662 and 0.0624 to 0.1605).
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.27753279986288926",
        "5, 10, 0.23659309051256394, 0.7634069094874361",
        "7, 10, 0.39677814746114537, 0.8922087325936989",
        "10, 10, 0.7224672001371106, 1.0",
        "81, 263, 0.2552885198782742, 0.36620957698280004",
        "15, 148, 0.06238639953073628, 0.16048724172330803"
    })
    void wilsonsIntervalIsSciPys(int successes, int n, double low, double high) {
        double[] interval = Binomial.wilson(successes, n);
        assertThat(interval[0]).isCloseTo(low, within(1e-14));
        assertThat(interval[1]).isCloseTo(high, within(1e-14));
    }
}
