package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.List;

/// Decodes the instructions that read and write memory.
final class MemoryDecoder {
    private static final List<String> HINTS = List.of(
            "ca",
            "cg",
            "cs",
            "lu",
            "wb",
            "wt",
            "weak",
            "L1::no_allocate",
            "L1::evict_first",
            "L1::evict_last",
            "L1::evict_normal",
            "L1::evict_unchanged",
            "L2::64B",
            "L2::128B",
            "L2::256B");
    private static final List<String> SHARED_WITH_OTHERS =
            List.of("volatile", "cv", "relaxed", "acquire", "release", "acq_rel", "gpu", "sys", "cta");

    private final Names names;
    private final Assembler assembler;
    private final OperandReader operands;

    int sharedGranule = Integer.BYTES;
    boolean blocksMeet;

    MemoryDecoder(Names names, Assembler assembler, OperandReader operands) {
        this.names = names;
        this.assembler = assembler;
        this.operands = operands;
    }

    /// What a memory instruction's opcode says.
    private static final class Form {
        Space space = Space.GENERIC;
        int count = 1;
        boolean meetsOthers;
        boolean unchanging;
        String operation;
        String type;
    }

    private Form form(Statement statement, boolean atomic) {
        Form form = new Form();
        String[] parts = statement.opcode().split("\\.", -1);
        form.type = parts[parts.length - 1];
        for (int i = 1; i < parts.length - 1; i++) {
            String part = parts[i];
            if (Space.of(part) != null) {
                form.space = Space.of(part);
            } else if (part.equals("v2") || part.equals("v4")) {
                form.count = part.charAt(1) - '0';
            } else if (part.equals("nc")) {
                form.unchanging = true;
            } else if (SHARED_WITH_OTHERS.contains(part)) {
                form.meetsOthers = true;
            } else if (atomic && form.operation == null) {
                form.operation = part;
            } else if (!HINTS.contains(part)) {
                throw statement.unknown("instruction not known");
            }
        }
        if (form.space == Space.SHARED || form.space == Space.GENERIC) {
            sharedGranule = Math.min(sharedGranule, Variables.width(form.type));
        }
        blocksMeet |= form.space != Space.SHARED && (atomic || form.meetsOthers);
        return form;
    }

    void load(Statement statement) {
        Form form = form(statement, false);
        List<String> targets = Operands.elements(statement.operands().get(0));
        if (targets.size() != form.count) {
            throw statement.unknown("a load of " + form.count);
        }
        Names.Slot[] slots =
                targets.stream().map(name -> operands.register(statement, name)).toArray(Names.Slot[]::new);
        Address address = operands.address(statement, statement.operands().get(1));
        Element element = Element.of(form.type, slots[0].bank());
        assembler.emit(statement, new Load(form.space, address, element, form.meetsOthers, form.unchanging, slots));
    }

    void store(Statement statement) {
        Form form = form(statement, false);
        List<String> given = Operands.elements(statement.operands().get(1));
        if (given.size() != form.count) {
            throw statement.unknown("a store of " + form.count);
        }
        int[] sources = new int[form.count];
        Bank bank = Bank.of(form.type);
        Bank first = names.register(given.getFirst()) == null
                ? bank
                : names.register(given.getFirst()).bank();
        Element element = Element.of(form.type, first);
        for (int i = 0; i < sources.length; i++) {
            sources[i] = Operands.isNumber(given.get(i))
                    ? names.constant(first, Operands.number(given.get(i), bank)).number()
                    : operands.source(statement, given.get(i), first);
        }
        Address address = operands.address(statement, statement.operands().get(0));
        assembler.emit(statement, new Store(form.space, address, element, form.meetsOthers, sources));
    }

    /// `atom` has a result, `red` has none.
    void atomic(Statement statement) {
        Form form = form(statement, true);
        AtomicFunction function = form.operation == null ? null : AtomicFunction.of(form.operation, form.type);
        if (function == null || form.count != 1) {
            throw statement.unknown("instruction not known");
        }
        boolean returns = statement.opcode().startsWith("atom.");
        List<String> given = statement.operands();
        int at = returns ? 1 : 0;
        Bank bank = Bank.of(form.type);
        Names.Slot target = returns && !given.get(0).equals("_") ? operands.register(statement, given.get(0)) : null;
        int b = operands.source(statement, given.get(at + 1), bank);
        int c = given.size() > at + 2 ? operands.source(statement, given.get(at + 2), bank) : -1;
        Address address = operands.address(statement, given.get(at));
        assembler.emit(
                statement,
                new Atomic(
                        form.space,
                        address,
                        Variables.width(form.type),
                        function,
                        target == null ? -1 : target.number(),
                        b,
                        c));
    }

    /// `cp.async` and its fences.
    void copy(Statement statement) {
        String opcode = statement.opcode();
        List<String> given = statement.operands();
        switch (opcode) {
            case "cp.async.commit_group" -> assembler.emit(statement, new CopyFence(true, -1));
            case "cp.async.wait_group" ->
                assembler.emit(statement, new CopyFence(false, (int) Operands.number(given.getFirst(), Bank.INT)));
            case "cp.async.wait_all" -> assembler.emit(statement, new CopyFence(true, 0));
            default -> {
                if (!opcode.matches("cp\\.async\\.c[ag]\\.shared\\.global(\\.L2::(64|128|256)B)?")) {
                    throw statement.unknown("instruction not known");
                }
                int bytes = (int) Operands.number(given.get(2), Bank.INT);
                if (bytes != 16 && (opcode.startsWith("cp.async.cg") || (bytes != 8 && bytes != 4))) {
                    throw statement.unknown("no copy of " + bytes + " bytes");
                }
                int size = given.size() > 3 ? operands.source(statement, given.get(3), Bank.INT) : -1;
                assembler.emit(
                        statement,
                        new CopyAsync(
                                operands.address(statement, given.get(0)),
                                operands.address(statement, given.get(1)),
                                bytes,
                                size));
            }
        }
    }
}
