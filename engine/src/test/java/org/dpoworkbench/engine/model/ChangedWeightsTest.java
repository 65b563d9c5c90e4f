package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedWeightsTest {

    /// 0.02 − 5e-7 is 0.02 in bfloat16, whose next number below is 0.0199; in float16 a step near 0.02 is 1.5e-5; in
    /// float32 it is 2e-9.
    @ParameterizedTest
    @EnumSource(SaveDtype.class)
    void aChangeCountsWhereTheNumberTypeCanSayIt(SaveDtype dtype) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/gpt_neox"));
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = new Decoder(backend, model.architecture(), 1);
            WeightLoader.load(model, decoder);
            ChangedWeights changed = new ChangedWeights(decoder, model, dtype);
            assertThat(changed.share()).isZero();

            MemorySegment weights = backend.read(decoder.parameters().weights());
            long count = decoder.parameters().count();
            long larger = 0;
            for (long i = 0; i < count; i++) {
                float w = weights.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                float moved = i % 4 == 0 ? w * 1.5f : w * (1 - 2.5e-5f);
                weights.setAtIndex(ValueLayout.JAVA_FLOAT, i, moved);
                larger += i % 4 == 0 && w != 0 ? 1 : 0;
            }
            double share = changed.share();
            double large = (double) larger / count;
            switch (dtype) {
                case FLOAT32 -> assertThat(share).isCloseTo(1, within(1e-3));
                // of numbers spread evenly, a change of 2.5e-5 passes a rounding border of spacing 2⁻¹¹ to 2⁻¹⁰ in 2.6
                // to 5.1 %, and one of bfloat16's, 2⁻⁸ to 2⁻⁷, in 0.3 to 0.6 %
                case FLOAT16 -> assertThat(share - large).isBetween(0.75 * 0.02, 0.75 * 0.06);
                case BFLOAT16 -> assertThat(share - large).isBetween(0.75 * 0.002, 0.75 * 0.008);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAnAdapterOnlyItsOwnWeightsCount(boolean moved) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/llama_gqa"));
        AdapterFolder adapter = AdapterFolder.open(Goldens.path("lora/llama_qv"));
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = new Decoder(
                    backend, model.architecture(), DecoderSettings.training(1).with(Optional.of(adapter.settings())));
            WeightLoader.load(model, decoder);
            WeightLoader.load(adapter, decoder);
            ChangedWeights changed = new ChangedWeights(decoder, model, SaveDtype.FLOAT32);
            if (moved) {
                backend.fill(
                        decoder.trained().weights().slice(0, decoder.trained().count() / 2), 3);
            }
            assertThat(changed.share()).isEqualTo(moved ? 0.5 : 0);
        }
    }
}
