package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.dpoworkbench.engine.compute.Side.Handle;
import org.dpoworkbench.engine.compute.Side.TwinMatrix;
import org.dpoworkbench.engine.compute.Side.TwinVector;

/// Runs operations on a backend under test and on the control, on the same random numbers, and compares what they
/// leave. Every tensor lies between guards: what an operation has no business to write must keep its bits.
final class Comparison implements AutoCloseable {
    /// Half the distance from 1 to the next float32: the largest relative error of one rounding.
    static final double ROUNDING = 0x1p-24;

    /// At least a 512-bit vector before and behind.
    private static final int GUARD_FLOATS = 16;

    private final Backend tested;
    private final ControlBackend control = new ControlBackend();
    private final Random random;
    private final List<Twin> unwritten = new ArrayList<>();

    Comparison(Backend tested, long seed) {
        this.tested = tested;
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /// Normally distributed numbers.
    Twin normal(long rows, int columns, double mean, double deviation) {
        float[] values = new float[Math.toIntExact(rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return of(columns, values);
    }

    /// Numbers of N(0, 1).
    Twin normal(long rows, int columns) {
        return normal(rows, columns, 0, 1);
    }

    /// Given numbers.
    Twin of(int columns, float... values) {
        int guardRows = Math.ceilDiv(GUARD_FLOATS, columns);
        int rows = values.length / columns;
        FloatTensor whole = tested.floats(rows + 2L * guardRows, columns);
        float[] all = new float[(int) whole.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextFloat();
        }
        System.arraycopy(values, 0, all, guardRows * columns, values.length);
        tested.upload(all, all.length, whole);
        FloatTensor twin = control.floats(rows, columns);
        control.upload(values, values.length, twin);
        Twin made = new Twin(whole, whole.slice(guardRows, rows), twin, all);
        unwritten.add(made);
        return made;
    }

    /// `count` numbers by their place.
    static float[] numbers(int count, IntToDoubleFunction number) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) number.applyAsDouble(i);
        }
        return values;
    }

    /// A linear map with a gradient to be added to.
    TwinMatrix matrix(int inputs, int outputs, boolean inputMajor) {
        int rows = inputMajor ? inputs : outputs;
        int columns = inputMajor ? outputs : inputs;
        return new TwinMatrix(normal(rows, columns), normal(rows, columns), inputMajor);
    }

    /// A linear map in bfloat16; the control has the rounded numbers.
    Handle<Matrix> bfloat16(int inputs, int outputs, boolean inputMajor) {
        int rows = inputMajor ? inputs : outputs;
        int columns = inputMajor ? outputs : inputs;
        float[] values = numbers(rows * columns, _ -> random.nextGaussian());
        Bfloat16Tensor weight = tested.bfloat16s(rows, columns);
        tested.upload(values, values.length, weight);
        FloatTensor rounded = control.floats(rows, columns);
        control.upload(
                numbers(values.length, i -> Bfloat16Tensor.widen(Bfloat16Tensor.round(values[i]))),
                values.length,
                rounded);
        return new Handle<>(Matrix.frozen(weight, inputMajor), Matrix.frozen(rounded, inputMajor));
    }

    /// A linear map in NF4; the control has the rounded numbers.
    Handle<Matrix> nf4(int inputs, int outputs, boolean inputMajor) {
        int rows = inputMajor ? inputs : outputs;
        int columns = inputMajor ? outputs : inputs;
        float[] values = numbers(rows * columns, _ -> random.nextGaussian());
        Nf4Tensor weight = tested.nf4s(rows, columns);
        float[] widened = new float[values.length];
        tested.write(weight, into -> {
            new Nf4Writer(weight, into).write(MemorySegment.ofArray(values), values.length);
            for (int i = 0; i < widened.length; i++) {
                widened[i] = nf4At(weight, into, i / columns, i % columns);
            }
        });
        FloatTensor rounded = control.floats(rows, columns);
        control.upload(widened, widened.length, rounded);
        return new Handle<>(Matrix.frozen(weight, inputMajor), Matrix.frozen(rounded, inputMajor));
    }

    /// A number of an NF4 matrix, by the layout's definition.
    static float nf4At(Nf4Tensor tensor, MemorySegment bytes, long row, int column) {
        int block = column / 64;
        int within = column % 64;
        long begin = row * tensor.blocks() * 36L;
        int both = bytes.get(ValueLayout.JAVA_BYTE, begin + 32L * block + within % 32) & 255;
        float factor = bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, begin + 32L * tensor.blocks() + 4L * block);
        return Nf4.levels()[within < 32 ? both % 16 : both / 16] * factor;
    }

    /// A bias or gain with a gradient to be added to.
    TwinVector vector(int width) {
        return new TwinVector(normal(1, width), normal(1, width));
    }

    Handle<IntTensor> ints(int... values) {
        Handle<IntTensor> made = new Handle<>(tested.ints(values.length), control.ints(values.length));
        tested.upload(values, values.length, made.tested());
        control.upload(values, values.length, made.control());
        return made;
    }

    /// `count` integers from 0 to `bound`, exclusive.
    Handle<IntTensor> randomInts(int count, int bound) {
        return ints(random.ints(count, 0, bound).toArray());
    }

    /// Does the same on both sides.
    void run(Consumer<Side> operation) {
        operation.accept(new Side(tested, false));
        operation.accept(new Side(control, true));
    }

    /// The first `rows` rows are the control's within `tolerance`, in units of the largest number among them or of 1,
    /// which is what operands are like; guards and rows behind have kept their bits.
    void expect(String what, Twin twin, int rows, double tolerance) {
        unwritten.remove(twin);
        int columns = twin.tested().columns();
        float[] now = contents(twin);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < rows * columns; i++) {
            double want = control.get(twin.control(), i / columns, i % columns);
            largest = Math.max(largest, Math.abs(want));
            double difference = Math.abs(now[twin.guard() + i] - want);
            worst = Math.max(worst, difference); // NaN stays NaN
        }
        assertThat(worst)
                .as(
                        "%s: largest difference in rows 0 to %s of %s columns, whose largest number is %s",
                        what, rows, columns, largest)
                .isLessThanOrEqualTo(tolerance * Math.max(1, largest));
        assertOutsideKept(what, twin, rows, now);
    }

    private static void assertOutsideKept(String what, Twin twin, int rows, float[] now) {
        int behind = twin.guard() + rows * twin.tested().columns();
        assertKept(what + " outside its rows", now, twin.before(), 0, twin.guard());
        assertKept(what + " outside its rows", now, twin.before(), behind, now.length);
    }

    /// As [#expect], with a bound on each number's absolute difference.
    void expectEach(String what, Twin twin, int rows, IntToDoubleFunction bound) {
        unwritten.remove(twin);
        int columns = twin.tested().columns();
        float[] now = contents(twin);
        for (int i = 0; i < rows * columns; i++) {
            double want = control.get(twin.control(), i / columns, i % columns);
            double got = now[twin.guard() + i];
            if (!(Math.abs(got - want) <= bound.applyAsDouble(i))) {
                fail("%s, row %s, column %s: %s, the control has %s", what, i / columns, i % columns, got, want);
            }
        }
        assertOutsideKept(what, twin, rows, now);
    }

    /// All tensors that no `expect` has named have kept their bits.
    void expectNothingElse() {
        for (Twin twin : unwritten) {
            float[] now = contents(twin);
            assertKept("a tensor that is only read", now, twin.before(), 0, now.length);
        }
    }

    private float[] contents(Twin twin) {
        float[] now = new float[twin.before().length];
        tested.download(twin.whole(), now, now.length);
        return now;
    }

    private static void assertKept(String what, float[] now, float[] before, int from, int to) {
        assertThat(Arrays.copyOfRange(now, from, to)).as(what).isEqualTo(Arrays.copyOfRange(before, from, to));
    }

    @Override
    public void close() {
        tested.close();
    }
}
