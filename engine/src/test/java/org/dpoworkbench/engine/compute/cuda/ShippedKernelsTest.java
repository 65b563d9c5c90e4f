package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The PTX that ships was made of the sources that ship, for the oldest card, in the oldest driver's language.
class ShippedKernelsTest {
    static final Iterable<String> SOURCES = ShippedKernels.SOURCES;

    @ParameterizedTest
    @FieldSource("SOURCES")
    void thePtxIsItsSources(String source) {
        String ptx = new String(ShippedKernels.ptx(source), StandardCharsets.US_ASCII);
        assertThat(ptx.lines().findFirst())
                .as("%s.cu or a header has changed: make the PTX anew, see docs/devices.md", source)
                .hasValue(KernelText.firstLine(source));
        assertThat(ptx).contains(".version 8.1\n", ".target sm_80\n").endsWith("\0");
    }
}
