package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A loaded module: its kernels, and its variables in the card's memory.
final class PtxModule {
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();

    /// The same text is decoded once, whichever card it is for.
    private static final Map<String, PtxModule> KNOWN = new ConcurrentHashMap<>();

    private final List<Variable> variables = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();

    /// @param image PTX, perhaps with a zero at its end
    static PtxModule of(byte[] image) {
        int end = image.length;
        while (end > 0 && image[end - 1] == 0) {
            end--;
        }
        return KNOWN.computeIfAbsent(new String(image, 0, end, StandardCharsets.UTF_8), PtxModule::new);
    }

    private PtxModule(String text) {
        PtxParser parser = new PtxParser(text);
        Map<String, Names.Symbol> globals = new HashMap<>();
        List<Variable> sharedOutside = new ArrayList<>();
        for (Variable variable : parser.variables) {
            if (variable.space().equals("shared")) {
                sharedOutside.add(variable);
            } else {
                long place = DeviceMemory.place(variable.bytes());
                variables.add(variable);
                places.add(place);
                globals.put(variable.name(), new Names.Symbol(variable.space(), place));
            }
        }
        for (KernelText kernel : parser.kernels) {
            kernels.put(kernel.name, KernelDecoder.decode(kernel, globals, sharedOutside));
        }
    }

    /// Puts the module's variables into a card's memory, with what they hold at the start.
    void load(DeviceMemory memory) {
        for (int i = 0; i < places.size(); i++) {
            Variable variable = variables.get(i);
            Region region = new Region(places.get(i), variable.bytes(), true);
            MemorySegment bytes = MemorySegment.ofArray(region.bytes).asSlice(0, variable.bytes());
            if (variable.content() == null) {
                bytes.fill((byte) 0);
            } else {
                bytes.copyFrom(variable.content());
            }
            Arrays.fill(region.state, 0, variable.bytes(), Region.WRITTEN);
            memory.add(region);
        }
    }

    /// @return null where there is none
    Kernel kernel(String name) {
        return kernels.get(name);
    }
}
