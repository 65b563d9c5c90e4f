package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;

/// Lays prompts and their completions out in a [PackedBatch].
public final class Packer {
    private Packer() {}

    /// Rows that a prompt with these completions takes.
    ///
    /// @param scored which completion tokens are targets; what follows the last of them takes no row
    public static int rows(int[] prompt, boolean[]... scored) {
        int rows = prompt.length;
        for (boolean[] s : scored) {
            rows += inputs(s);
        }
        return rows;
    }

    /// Adds a prompt and its completions, each a sequence of its own, numbered on from the last.
    ///
    /// The prompt's last row predicts the first token of every completion. Without a prompt a first token has no
    /// context and is no target.
    ///
    /// @param completions token ids
    /// @param scored      which of them are targets
    public static void add(PackedBatch batch, int[] prompt, int[][] completions, boolean[][] scored) {
        Segments segments = batch.segments;
        Targets targets = batch.targets;
        int start = batch.rows;
        for (int i = 0; i < prompt.length; i++) {
            addRow(batch, prompt[i], i);
        }
        if (prompt.length > 0) {
            segments.add(start, prompt.length, 0, 0);
            addFirstTargets(batch, completions, scored, start + prompt.length - 1);
        }
        for (int c = 0; c < completions.length; c++) {
            int rows = inputs(scored[c]);
            if (rows == 0) {
                continue;
            }
            segments.add(batch.rows, rows, start, prompt.length);
            for (int i = 0; i < rows; i++) {
                if (scored[c][i + 1]) {
                    targets.addRow(batch.rows);
                    targets.addTarget(completions[c][i + 1], batch.sequences + c);
                }
                addRow(batch, completions[c][i], prompt.length + i);
            }
        }
        segments.endGroup();
        batch.sequences += completions.length;
    }

    private static void addRow(PackedBatch batch, int token, int position) {
        batch.tokens[batch.rows] = token;
        batch.positions[batch.rows] = position;
        batch.rows++;
    }

    private static void addFirstTargets(PackedBatch batch, int[][] completions, boolean[][] scored, int row) {
        boolean begun = false;
        for (int c = 0; c < completions.length; c++) {
            if (scored[c].length > 0 && scored[c][0]) {
                if (!begun) {
                    batch.targets.addRow(row);
                    begun = true;
                }
                batch.targets.addTarget(completions[c][0], batch.sequences + c);
            }
        }
    }

    /// Completion tokens that are inputs: all before the last target.
    private static int inputs(boolean[] scored) {
        int last = scored.length - 1;
        while (last > 0 && !scored[last]) {
            last--;
        }
        return Math.max(last, 0);
    }
}
