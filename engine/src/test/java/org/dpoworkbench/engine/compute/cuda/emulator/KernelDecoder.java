package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Makes a kernel's text executable. What is not known is refused here, with its line and text.
final class KernelDecoder {
    private final KernelText text;
    private final Names names;
    private final Assembler assembler;
    private final SharedLayout shared = new SharedLayout();
    private final ComputeDecoder compute;
    private final MemoryDecoder memory;
    private final WarpDecoder warp;
    private int localBytes;

    private KernelDecoder(KernelText text, Names names) {
        this.text = text;
        this.names = names;
        assembler = new Assembler(names);
        OperandReader operands = new OperandReader(names, assembler);
        compute = new ComputeDecoder(names, assembler, operands);
        memory = new MemoryDecoder(names, assembler, operands);
        warp = new WarpDecoder(names, assembler, operands);
    }

    /// @param globals       places of the module's global and constant variables
    /// @param sharedOutside shared arrays declared outside of kernels
    static Kernel decode(KernelText text, Map<String, Names.Symbol> globals, Iterable<Variable> sharedOutside) {
        KernelDecoder decoder = new KernelDecoder(text, new Names(globals));
        for (Variable array : sharedOutside) {
            decoder.declare(array);
        }
        return decoder.decode();
    }

    private Kernel decode() {
        int parameterBytes = 0;
        for (Variable parameter : text.parameters) {
            int start = parameterBytes + parameter.align() - 1 & -parameter.align();
            names.declare(parameter.name(), new Names.Symbol("param", start));
            parameterBytes = start + parameter.bytes();
        }
        for (Object part : text.body) {
            switch (part) {
                case KernelText.Label label -> assembler.label(label.name());
                case KernelText.Scope scope -> {
                    if (scope == KernelText.Scope.OPEN) {
                        names.open();
                    } else {
                        names.close();
                    }
                }
                case Statement statement -> statement(statement);
                default -> throw new IllegalStateException("not part of a kernel: " + part);
            }
        }
        Instruction[] code = assembler.finish();
        return new Kernel(
                text, parameterBytes, localBytes, shared, memory.sharedGranule, names, code, memory.blocksMeet);
    }

    private void declare(Variable variable) {
        if (variable.space().equals("shared")) {
            names.declare(variable.name(), new Names.Symbol("shared", shared.add(variable)));
        } else {
            int start = localBytes + variable.align() - 1 & -variable.align();
            names.declare(variable.name(), new Names.Symbol("local", start));
            localBytes = start + variable.bytes();
        }
    }

    private void statement(Statement statement) {
        String opcode = statement.opcode();
        int dot = opcode.indexOf('.', 1);
        switch (dot < 0 ? opcode : opcode.substring(0, dot)) {
            case ".reg" -> names.declareRegisters(statement);
            case ".shared", ".local" -> declare(Variables.parse(statement.text(), statement.line()));
            case ".branchtargets" -> assembler.table(statement);
            case "ld", "ldu" -> memory.load(statement);
            case "st" -> memory.store(statement);
            case "atom", "red" -> memory.atomic(statement);
            case "cp" -> memory.copy(statement);
            case "bra" -> assembler.emit(statement, new Branch());
            case "brx" -> warp.tableBranch(statement);
            case "ret", "exit" -> assembler.emit(statement, new Exit());
            case "bar", "barrier" -> warp.barrier(statement);
            case "shfl" -> warp.shuffle(statement);
            case "vote" -> warp.vote(statement);
            case "redux" -> warp.reduce(statement);
            case "activemask" -> warp.activeMask(statement);
            case "ldmatrix" -> warp.loadMatrix(statement);
            case "mma" -> warp.multiply(statement);
            // All memory operations take effect in the order in which they are executed.
            case "membar", "fence", "prefetch", "prefetchu", "nanosleep" -> {}
            case "trap" -> assembler.emit(statement, new Trap());
            default -> compute.decode(statement);
        }
    }
}
