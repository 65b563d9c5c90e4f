package org.dpoworkbench.engine.compute.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CardsTest {
    private final StubDriver stub = new StubDriver();

    @AfterEach
    void end() {
        stub.close();
    }

    private Cards cards() {
        return Cards.of(stub.library());
    }

    @Test
    void aCardIsKnownByWhatTheDriverTellsOfIt() {
        stub.add("NVIDIA Example 24", 8, 9, 76, 24L << 30);

        assertThat(cards().all())
                .containsExactly(new Card(
                        0,
                        "NVIDIA Example 24",
                        "GPU-a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf",
                        8,
                        9,
                        76,
                        24L << 30,
                        12_040));
    }

    @Test
    void theFirstThatCanComputeIsChosen() {
        stub.add("Old", 7, 5, 40, 1L << 30).add("New", 9, 0, 132, 1L << 30).add("Newer", 12, 0, 170, 1L << 30);

        assertThat(cards().choose(Optional.empty()).name()).isEqualTo("New");
        assertThat(cards().choose(Optional.of("2")).name()).isEqualTo("Newer");
        assertThat(cards().choose(Optional.of("GPU-c0c1c2c3-c4c5-c6c7-c8c9-cacbcccdcecf"))
                        .name())
                .isEqualTo("Newer");
        assertThat(cards().choose(Optional.of("GPU-b0")).name()).isEqualTo("New");
    }

    @Test
    void aCardThatIsNotThereIsAnsweredWithThoseThatAre() {
        stub.add("New", 9, 0, 132, 1L << 30);

        assertThatThrownBy(() -> cards().choose(Optional.of("3")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "3 is none of the cards here: 0 = GPU-a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf (New)");
    }

    @Test
    void aCardThatCannotComputeIsRefusedEvenWhereItIsNamed() {
        stub.add("Old", 7, 5, 40, 1L << 30);

        assertThatThrownBy(() -> cards().choose(Optional.of("0")))
                .isInstanceOf(UserError.class)
                .hasMessage("Old has compute capability 7.5, and 8.0 or newer is needed.");
        assertThatThrownBy(() -> cards().choose(Optional.empty())).hasMessageContaining("compute capability 7.5");
    }

    @Test
    void anOldDriverIsNamedWithWhatItKnows() {
        stub.add("New", 9, 0, 132, 1L << 30);
        stub.version = 11_080;

        assertThatThrownBy(() -> cards().choose(Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("knows CUDA up to 11.8, and 12.1 is needed: install driver 530 or newer");
    }

    @Test
    void noCardAndADriverThatDoesNotStartAreTold() {
        assertThatThrownBy(() -> cards().choose(Optional.empty())).hasMessageContaining("CUDA_VISIBLE_DEVICES");
        stub.failures.put("cuInit", 100);
        assertThatThrownBy(this::cards)
                .isInstanceOf(CudaException.class)
                .hasMessageContaining("CUDA_ERROR_NO_DEVICE, no CUDA-capable device is detected (100)");
        stub.failures.put("cuInit", 803);
        assertThatThrownBy(this::cards).hasMessageContaining("restart the machine");
    }
}
