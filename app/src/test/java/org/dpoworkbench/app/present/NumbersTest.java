package org.dpoworkbench.app.present;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void settingsAreShortAndExact() {
        assertThat(Numbers.plain(0.1)).isEqualTo("0.1");
        assertThat(Numbers.plain(1e-6)).isEqualTo("1e-6");
        assertThat(Numbers.plain(5e-7)).isEqualTo("5e-7");
        assertThat(Numbers.plain(0)).isEqualTo("0");
        assertThat(Numbers.plain(150)).isEqualTo("150");
        assertThat(Numbers.plain(1.25e9)).isEqualTo("1.25e9");
    }

    @Test
    void resultsHaveSignificantDigitsAndATrueMinus() {
        assertThat(Numbers.significant(Math.log(2), 4)).isEqualTo("0.6931");
        assertThat(Numbers.significant(-12.3456, 4)).isEqualTo("−12.35");
        assertThat(Numbers.significant(12345.6, 4)).isEqualTo("12350");
        assertThat(Numbers.significant(24.5, 4)).isEqualTo("24.50");
        assertThat(Numbers.significant(Double.NaN, 4)).isEqualTo("–");
        assertThat(Numbers.fixed(-0.0001, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(-0.5, 2)).isEqualTo("−0.50");
    }

    @Test
    void aShareIsWrittenAsPerCent() {
        assertThat(Numbers.percent(0.625)).isEqualTo("62.5 %");
    }
}
