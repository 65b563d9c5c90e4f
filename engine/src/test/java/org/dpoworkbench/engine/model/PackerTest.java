package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;
import org.junit.jupiter.api.Test;

class PackerTest {
    private final PackedBatch batch = new PackedBatch(30, 8);

    @Test
    void thePromptIsThereOnceAndItsLastRowPredictsBothFirstTokens() {
        Packer.add(batch, new int[] {5, 6, 7}, new int[][] {{1, 2, 3}, {4, 8}}, scored("xxx", "xx"));
        assertThat(tokens()).containsExactly(5, 6, 7, 1, 2, 4);
        assertThat(Arrays.copyOf(batch.positions, batch.rows)).containsExactly(0, 1, 2, 3, 4, 3);
        assertThat(targets()).containsExactly("2:1/0", "2:4/1", "3:2/0", "4:3/0", "5:8/1");
        assertThat(segments()).containsExactly("0+3 sees 0+0", "3+2 sees 0+3", "5+1 sees 0+3");
        assertThat(batch.sequences).isEqualTo(2);
    }

    @Test
    void withoutAPromptTheFirstTokenIsNoTarget() {
        Packer.add(batch, new int[0], new int[][] {{1, 2}, {3}}, scored("xx", "x"));
        assertThat(tokens()).containsExactly(1);
        assertThat(targets()).containsExactly("0:2/0");
        assertThat(segments()).containsExactly("0+1 sees 0+0");
        assertThat(batch.sequences).isEqualTo(2);
    }

    @Test
    void unscoredTokensAreContextAndNoTargets() {
        Packer.add(batch, new int[] {9}, new int[][] {{1, 2, 3}}, scored("x.x"));
        assertThat(targets()).containsExactly("0:1/0", "2:3/0");
        batch.clear();
        Packer.add(batch, new int[] {9}, new int[][] {{1, 2, 3}}, scored("..x"));
        assertThat(tokens()).containsExactly(9, 1, 2);
        assertThat(targets()).containsExactly("2:3/0");
    }

    @Test
    void trailingUnscoredTokensTakeNoRow() {
        boolean[][] scored = scored("xx...", "...", "x..");
        Packer.add(batch, new int[] {9}, new int[][] {{1, 2, 3, 4, 5}, {6, 7, 8}, {1, 2, 3}}, scored);
        assertThat(tokens()).containsExactly(9, 1);
        assertThat(targets()).containsExactly("0:1/0", "0:1/2", "1:2/0");
        assertThat(Packer.rows(new int[] {9}, scored)).isEqualTo(batch.rows);
        assertThat(batch.sequences).isEqualTo(3);
    }

    @Test
    void groupsFollowEachOther() {
        Packer.add(batch, new int[] {9}, new int[][] {{1, 2}}, scored("xx"));
        Packer.add(batch, new int[] {8}, new int[][] {{3, 4}}, scored("xx"));
        assertThat(tokens()).containsExactly(9, 1, 8, 3);
        assertThat(targets()).containsExactly("0:1/0", "1:2/0", "2:3/1", "3:4/1");
        assertThat(segments()).containsExactly("0+1 sees 0+0", "1+1 sees 0+1", "2+1 sees 0+0", "3+1 sees 2+1");
        assertThat(Arrays.copyOf(batch.segments.groupStart, 3)).containsExactly(0, 2, 4);
        batch.segments.check();
        batch.clear();
        assertThat(batch.rowsLeft()).isEqualTo(30);
    }

    private int[] tokens() {
        return Arrays.copyOf(batch.tokens, batch.rows);
    }

    /// row:token/sequence
    private String[] targets() {
        Targets t = batch.targets;
        String[] texts = new String[t.targets];
        for (int r = 0; r < t.rows; r++) {
            for (int i = t.first[r]; i < t.first[r + 1]; i++) {
                texts[i] = t.hiddenRow[r] + ":" + t.token[i] + "/" + t.sequence[i];
            }
        }
        return texts;
    }

    private String[] segments() {
        Segments s = batch.segments;
        String[] texts = new String[s.segments];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = s.start[i] + "+" + s.length[i] + " sees " + s.contextStart[i] + "+" + s.contextLength[i];
        }
        return texts;
    }

    /// x: scored
    private static boolean[][] scored(String... completions) {
        boolean[][] scored = new boolean[completions.length][];
        for (int c = 0; c < scored.length; c++) {
            scored[c] = new boolean[completions[c].length()];
            for (int i = 0; i < scored[c].length; i++) {
                scored[c][i] = completions[c].charAt(i) == 'x';
            }
        }
        return scored;
    }
}
