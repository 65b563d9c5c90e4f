package org.dpoworkbench.app.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "1, 1", "150, 150", "5e-6, 5e-6", "1.5e-5, 1.5e-5", "0.001, 0.001", "1e-4, 1e-4"})
    void aSettingIsWrittenAsItsAuthorWould(double value, String text) {
        assertThat(Numbers.setting(value)).isEqualTo(text);
    }

    @Test
    void aMeasuredValueHasFourSignificantDigits() {
        assertThat(Numbers.measured(Math.log(2))).isEqualTo("0.6931");
        assertThat(Numbers.measured(25)).isEqualTo("25.00");
    }

    @Test
    void aShareIsWrittenAsPerCent() {
        assertThat(Numbers.percent(0.625)).isEqualTo("62.5 %");
    }
}
