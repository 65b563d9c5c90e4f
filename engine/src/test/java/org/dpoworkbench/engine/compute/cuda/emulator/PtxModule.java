package org.dpoworkbench.engine.compute.cuda.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A loaded module: its kernels, and its variables in the card's memory.
final class PtxModule {
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();

    PtxModule(byte[] image, DeviceMemory memory) {
        int end = image.length;
        // The driver takes text with a zero at its end.
        while (end > 0 && image[end - 1] == 0) {
            end--;
        }
        PtxParser parser = new PtxParser(new String(image, 0, end, StandardCharsets.UTF_8));
        Map<String, Names.Symbol> globals = new HashMap<>();
        List<Variable> sharedOutside = new ArrayList<>();
        for (Variable variable : parser.variables) {
            if (variable.space().equals("shared")) {
                sharedOutside.add(variable);
            } else {
                globals.put(variable.name(), new Names.Symbol(variable.space(), place(variable, memory)));
            }
        }
        for (KernelText text : parser.kernels) {
            kernels.put(text.name, KernelDecoder.decode(text, globals, sharedOutside));
        }
    }

    /// Its address, once it holds what it holds at the start.
    private static long place(Variable variable, DeviceMemory memory) {
        Region region = memory.variable(variable.bytes());
        byte[] content = variable.content() == null ? new byte[variable.bytes()] : variable.content();
        System.arraycopy(content, 0, region.bytes, 0, content.length);
        Arrays.fill(region.state, 0, content.length, Region.WRITTEN);
        return region.base;
    }

    /// @return null where there is none
    Kernel kernel(String name) {
        return kernels.get(name);
    }

    Iterable<String> names() {
        return kernels.keySet();
    }
}
