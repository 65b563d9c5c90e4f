package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.app.machine.CheckedModel;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.pairs.PairStrategy;
import org.dpoworkbench.engine.problem.UserError;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How the words after an option become values: what is no such value is told in words, with the legal ones.
public final class Values {
    private Values() {}

    /// Teaches `commandLine` and its subcommands the constants of the configuration.
    public static void register(CommandLine commandLine) {
        named(commandLine, LossType.class);
        named(commandLine, IpoNormalisation.class);
        named(commandLine, FDivergence.class);
        named(commandLine, Optim.class);
        named(commandLine, LrScheduler.class);
        named(commandLine, ModelShape.class);
        named(commandLine, CheckedModel.class);
        named(commandLine, Sampling.class);
        named(commandLine, PromptExtraction.class);
        named(commandLine, RecordKind.class);
        named(commandLine, PairStrategy.class);
        named(commandLine, TruncationMode.class);
        named(commandLine, SaveDtype.class);
        named(commandLine, FrozenDtype.class);
        named(commandLine, Device.class);
        commandLine.registerConverter(TemplateChoice.class, TemplateChoice::of);
        ITypeConverter<Double> real = number("a number", Double::valueOf);
        ITypeConverter<Integer> whole = number("a whole number", Integer::valueOf);
        ITypeConverter<Long> wide = number("a whole number", Long::valueOf);
        commandLine
                .registerConverter(double.class, real)
                .registerConverter(Double.class, real)
                .registerConverter(int.class, whole)
                .registerConverter(Integer.class, whole)
                .registerConverter(long.class, wide)
                .registerConverter(Long.class, wide);
    }

    private static <E extends Enum<E> & Named> void named(CommandLine commandLine, Class<E> type) {
        commandLine.registerConverter(type, text -> {
            try {
                return Named.of(type, "It", text);
            } catch (UserError e) {
                throw new TypeConversionException("'" + text + "' is none of: " + Named.names(type));
            }
        });
    }

    private static <N> ITypeConverter<N> number(String what, ITypeConverter<N> parse) {
        return text -> {
            try {
                return parse.convert(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + what);
            }
        };
    }
}
