package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of a kernel's text and the registers that they stand for. Numbers and special registers become registers
/// too, filled once, so that every operand of an instruction is a register.
final class Names {
    private static final Pattern FAMILY = Pattern.compile("([\\w%$]+?)<(\\d+)>");

    /// A register.
    ///
    /// @param number among the kernel's registers
    /// @param bank   where it lies
    /// @param bits   1, 16, 32 or 64
    record Slot(int number, Bank bank, int bits) {}

    /// Declared `%r<10>`.
    private record Family(String type, int count) {}

    private static final class Scope {
        final Map<String, Slot> slots = new HashMap<>();
        final Map<String, Family> families = new HashMap<>();
        final Map<String, Symbol> symbols = new HashMap<>();
    }

    /// A variable's place.
    record Symbol(String space, long address) {}

    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final List<Bank> banks = new ArrayList<>();
    private final Map<List<Object>, Slot> constants = new HashMap<>();
    private final Map<String, Slot> specials = new HashMap<>();
    private final List<Kernel.Special> specialValues = new ArrayList<>();

    Names(Map<String, Symbol> module) {
        open();
        scopes.peek().symbols.putAll(module);
        open();
    }

    void open() {
        scopes.push(new Scope());
    }

    void close() {
        scopes.pop();
    }

    /// `.reg .b32 %r<10>, %t`.
    void declareRegisters(Statement statement) {
        String[] words = statement.text().split("[ ,]+", -1);
        for (int i = 2; i < words.length; i++) {
            String type = words[1].substring(1);
            Matcher family = FAMILY.matcher(words[i]);
            if (family.matches()) {
                scopes.peek().families.put(family.group(1), new Family(type, Integer.parseInt(family.group(2))));
            } else {
                scopes.peek().slots.put(words[i], fresh(type));
            }
        }
    }

    void declare(String name, Symbol symbol) {
        scopes.peek().symbols.put(name, symbol);
    }

    Symbol symbol(String name) {
        for (Scope scope : scopes) {
            Symbol symbol = scope.symbols.get(name);
            if (symbol != null) {
                return symbol;
            }
        }
        return null;
    }

    /// The register of a name, or null.
    Slot register(String name) {
        int digits = name.length();
        while (digits > 0 && Character.isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        String prefix = name.substring(0, digits);
        for (Scope scope : scopes) {
            Slot slot = scope.slots.get(name);
            if (slot != null) {
                return slot;
            }
            Family family = digits < name.length() ? scope.families.get(prefix) : null;
            if (family != null && Integer.parseInt(name.substring(digits)) < family.count()) {
                Slot first = fresh(family.type());
                scope.slots.put(name, first);
                return first;
            }
        }
        return null;
    }

    /// The register of a special register's name, or null.
    Slot special(String name) {
        Slot known = specials.get(name);
        SpecialValue value = known == null ? SpecialValue.of(name) : null;
        if (value == null) {
            return known;
        }
        Slot slot = fresh("b32");
        specials.put(name, slot);
        specialValues.add(new Kernel.Special(slot.number(), value));
        return slot;
    }

    /// A register that always holds these bits.
    Slot constant(Bank bank, long bits) {
        return constants.computeIfAbsent(List.of(bank, bits), key -> temporary(bank));
    }

    /// A register without a name.
    Slot temporary(Bank bank) {
        return fresh(
                switch (bank) {
                    case PREDICATE -> "pred";
                    case INT -> "b32";
                    case FLOAT -> "f32";
                    case LONG -> "b64";
                    case DOUBLE -> "f64";
                });
    }

    private Slot fresh(String type) {
        Bank bank = Bank.of(type);
        banks.add(bank);
        return new Slot(banks.size() - 1, bank, bank == Bank.PREDICATE ? 1 : 8 * Variables.width(type));
    }

    Bank[] banks() {
        return banks.toArray(Bank[]::new);
    }

    Kernel.Constant[] constants() {
        return constants.entrySet().stream()
                .map(entry -> new Kernel.Constant(
                        entry.getValue().number(), (Long) entry.getKey().get(1)))
                .toArray(Kernel.Constant[]::new);
    }

    Kernel.Special[] specials() {
        return specialValues.toArray(Kernel.Special[]::new);
    }
}
