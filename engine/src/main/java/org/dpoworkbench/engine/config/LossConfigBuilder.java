package org.dpoworkbench.engine.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Settings of a loss on their way to a [LossConfig]: every option at its default until it is set.
public final class LossConfigBuilder {
    private final List<LossType> types;
    private List<Double> weights = List.of();
    private final Map<LossOption, Object> values = new EnumMap<>(LossOption.class);

    LossConfigBuilder(List<LossType> types) {
        this.types = List.copyOf(types);
    }

    /// Weighs the losses of a sum.
    ///
    /// @param given one for each loss; empty: 1 each
    public LossConfigBuilder weights(List<Double> given) {
        weights = List.copyOf(given);
        return this;
    }

    /// Sets an option.
    ///
    /// @param value of the type of the option's default
    public LossConfigBuilder set(LossOption option, Object value) {
        if (!typeOf(option.byDefault()).isInstance(value)) {
            throw new IllegalArgumentException(
                    option.text() + " is no " + value.getClass().getSimpleName());
        }
        values.put(option, value);
        return this;
    }

    /// The configuration, checked.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError with everything that is wrong
    public LossConfig build() {
        return new LossConfig(this);
    }

    List<LossType> types() {
        return types;
    }

    List<Double> weights() {
        return weights;
    }

    Object get(LossOption option) {
        return values.getOrDefault(option, option.byDefault());
    }

    double number(LossOption option) {
        return (double) get(option);
    }

    private static Class<?> typeOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }
}
