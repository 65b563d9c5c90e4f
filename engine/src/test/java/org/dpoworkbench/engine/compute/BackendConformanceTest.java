package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.junit.jupiter.api.Nested;

/// Every backend against the control.
class BackendConformanceTest {
    @Nested
    class Cpu implements BackendConformance, Nf4Conformance, EightBitConformance {
        @Override
        public Backend open() {
            return new CpuBackend(2);
        }
    }
}
