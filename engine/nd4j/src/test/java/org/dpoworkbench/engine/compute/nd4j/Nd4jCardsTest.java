package org.dpoworkbench.engine.compute.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nd4jCardsTest {
    @ParameterizedTest
    @CsvSource({"3, 7", "5, 0", "6, 1", "7, 0", "7, 5", "8, 0", "8, 6", "8, 9"})
    void cardsThatItHasCodeForCompute(int major, int minor) {
        assertThat(Nd4jCards.whyNot(card(major, minor, 11_060))).isEmpty();
    }

    @Test
    void newerCardsAreSentToCuda() {
        assertThat(Nd4jCards.whyNot(card(9, 0, 13_000)))
                .hasValue("ND4J 1.0.0-M2.1 has machine code for compute capability 3.7 to 8.6 and no PTX;"
                        + " NVIDIA Example is 9.0: use --device cuda");
        assertThat(Nd4jCards.whyNot(card(12, 0, 13_000)).orElseThrow()).endsWith("is 12.0: use --device cuda");
    }

    @Test
    void olderCardsAreSentToTheProcessor() {
        assertThat(Nd4jCards.whyNot(card(3, 5, 11_040)).orElseThrow()).endsWith("is 3.5: use --device cpu");
        assertThat(Nd4jCards.whyNot(card(2, 1, 11_040))).isPresent();
    }

    @Test
    void anOldDriverIsNamed() {
        assertThat(Nd4jCards.whyNot(card(7, 5, 10_020)))
                .hasValue("the NVIDIA driver knows CUDA up to 10.2, and 11.0 is needed: install driver 450 or newer");
    }

    private static Card card(int major, int minor, int driver) {
        return new Card(0, "NVIDIA Example", "GPU-0", major, minor, 40, 1L << 33, driver);
    }
}
