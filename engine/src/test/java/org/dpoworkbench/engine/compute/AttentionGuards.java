package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.dpoworkbench.engine.compute.GuardConformance.Misfits;
import org.junit.jupiter.api.Test;

/// Segments and shapes that attention cannot take: refused, and nothing is written.
interface AttentionGuards {
    AttentionShape SHAPE = new AttentionShape(2, 1, 3, 1);
    int ROWS = 8;

    Backend open();

    @Test
    default void headsThatKeyHeadsDoNotDivideAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AttentionShape(3, 2, 4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AttentionShape(3, 0, 4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AttentionShape(2, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SHAPE.withWindow(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SHAPE.withCap(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> SHAPE.withCap(Float.NaN));
    }

    @Test
    default void attentionBuffersThatDoNotFitAreRefused() {
        try (Misfits m = new Misfits(open())) {
            Segments all = segments(0, ROWS, 0, 0);
            FloatTensor qkv = m.tensor(ROWS, SHAPE.rowWidth());
            FloatTensor out = m.tensor(ROWS, SHAPE.outputWidth());
            FloatTensor log = m.tensor(2, ROWS);
            FloatTensor dqkv = m.tensor(ROWS, SHAPE.rowWidth());
            m.refused("qkv width", b -> b.attention(SHAPE, all, m.tensor(ROWS, 11), out, log));
            m.refused("qkv rows", b -> b.attention(SHAPE, all, m.tensor(7, 12), out, log));
            m.refused("out width", b -> b.attention(SHAPE, all, qkv, m.tensor(ROWS, 7), log));
            m.refused("out rows", b -> b.attention(SHAPE, all, qkv, m.tensor(7, 6), log));
            m.refused("heads", b -> b.attention(SHAPE, all, qkv, out, m.tensor(1, ROWS)));
            m.refused("log-sum-exp rows", b -> b.attention(SHAPE, all, qkv, out, m.tensor(2, 7)));
            m.refused("dOut", b -> b.attentionBackward(SHAPE, all, qkv, out, log, m.tensor(7, 6), dqkv));
            m.refused("dqkv", b -> b.attentionBackward(SHAPE, all, qkv, out, log, out, m.tensor(7, 12)));
        }
    }

    @Test
    default void segmentsOutsideTheRowsAreRefused() {
        refusedBothWays("begins before the first row", segments(-1, 3, 0, 0));
        refusedBothWays("ends behind the last row", segments(6, 3, 0, 0));
        refusedBothWays("has a negative length", segments(6, -1, 0, 0));
        refusedBothWays("has a context before the first row", segments(3, 2, -1, 2));
        refusedBothWays("has a context behind the last row", segments(3, 2, 7, 2));
        refusedBothWays("has a context of negative length", segments(3, 2, 0, -1));
    }

    /// Groups are computed at once by different threads: keys of another group would be a race.
    @Test
    default void aContextInAnotherGroupIsRefused() {
        Segments segments = segments(0, 3, 0, 0);
        segments.add(3, 2, 0, 3);
        segments.endGroup();
        refusedBothWays("has a context in another group", segments);
    }

    @Test
    default void segmentsOutsideTheirGroupsAreRefused() {
        Segments segments = segments(0, 3, 0, 0);
        segments.add(3, 2, 0, 0);
        refusedBothWays("is in no group", segments);
    }

    private void refusedBothWays(String what, Segments segments) {
        try (Misfits m = new Misfits(open())) {
            FloatTensor qkv = m.tensor(ROWS, SHAPE.rowWidth());
            FloatTensor out = m.tensor(ROWS, SHAPE.outputWidth());
            FloatTensor log = m.tensor(2, ROWS);
            FloatTensor dqkv = m.tensor(ROWS, SHAPE.rowWidth());
            m.refused("a segment that " + what, b -> b.attention(SHAPE, segments, qkv, out, log));
            m.refused(
                    "backward, a segment that " + what,
                    b -> b.attentionBackward(SHAPE, segments, qkv, out, log, out, dqkv));
        }
    }

    /// One group of a context's segment, where there is a context, and another segment.
    private static Segments segments(int start, int length, int contextStart, int contextLength) {
        Segments segments = new Segments(4);
        if (contextLength > 0) {
            segments.add(Math.max(contextStart, 0), 1, 0, 0);
        }
        segments.add(start, length, contextStart, contextLength);
        segments.endGroup();
        return segments;
    }
}
