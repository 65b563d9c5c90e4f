package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads declarations outside of the registers.
final class Variables {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\.(?:visible|weak|extern|common|ptr|managed)\\s+)*\\.(global|const|shared|local|param)\\s+"
                    + "(?:\\.align\\s+(\\d+)\\s+)?\\.(\\w+)\\s+"
                    + "(?:\\.ptr\\s+)?(?:\\.(?:global|const|shared|local)\\s+)?(?:\\.align\\s+\\d+\\s+)?"
                    + "([\\w$%.]+)\\s*((?:\\[\\d*\\]\\s*)*)(?:=\\s*(.*))?",
            Pattern.DOTALL);
    private static final Pattern EXTENT = Pattern.compile("\\[(\\d*)\\]");

    private Variables() {}

    static Variable parse(String declaration, int line) {
        Matcher form = FORM.matcher(declaration.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("PTX line " + line + ": not understood: " + declaration.strip());
        }
        String type = form.group(3);
        int width = width(type);
        int count = 1;
        Matcher extent = EXTENT.matcher(form.group(5));
        while (extent.find()) {
            if (extent.group(1).isEmpty()) {
                throw new IllegalArgumentException(
                        "PTX line " + line + ": the launch gives no dynamic shared memory: " + declaration.strip());
            }
            count *= Integer.parseInt(extent.group(1));
        }
        int align = form.group(2) == null ? width : Integer.parseInt(form.group(2));
        MemorySegment content = form.group(6) == null ? null : content(form.group(6), type, width, count);
        return new Variable(form.group(1), form.group(4), align, width * count, content);
    }

    private static MemorySegment content(String initialiser, String type, int width, int count) {
        List<String> values = Operands.elements(initialiser.strip());
        byte[] content = new byte[width * count];
        for (int i = 0; i < values.size(); i++) {
            long bits = Operands.number(values.get(i), Bank.of(type));
            for (int b = 0; b < width; b++) {
                content[i * width + b] = (byte) (bits >> (8 * b));
            }
        }
        return MemorySegment.ofArray(content);
    }

    /// Bytes of a PTX type.
    static int width(String type) {
        return switch (type) {
            case "b8", "u8", "s8" -> 1;
            case "b16", "u16", "s16", "f16", "bf16" -> 2;
            case "b32", "u32", "s32", "f32", "f16x2", "bf16x2", "tf32" -> 4;
            case "b64", "u64", "s64", "f64" -> 8;
            default -> throw new IllegalArgumentException("no PTX type: " + type);
        };
    }
}
