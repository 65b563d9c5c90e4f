package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledAloneTest {
    static List<String> methods() {
        return CompiledAlone.methods();
    }

    /// Java does not tell where a name means nothing.
    @ParameterizedTest
    @MethodSource("methods")
    void isTheNameOfAMethod(String name) throws ClassNotFoundException {
        String[] parts = name.split("::");
        assertThat(Arrays.stream(Class.forName(parts[0]).getDeclaredMethods()).map(Method::getName))
                .contains(parts[1]);
    }
}
