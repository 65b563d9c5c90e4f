package org.dpoworkbench.engine.guest;

import org.dpoworkbench.engine.metric.Metric;

/// What other programs' metrics are called here: our name where the number means the same, else their own.
final class MetricNames {
    /// What TRL's own numbers are set apart by where their name is one of ours and their meaning is not.
    static final String TRL = "trl/";

    private static final String TRAIN_FOLDER = "train/";
    private static final String EVAL_FOLDER = "eval/";

    private MetricNames() {}

    /// Of a row in `trainer_state.json`: TRL's names are ours, but for the tokens, of which it counts
    /// prompts twice.
    static String ofTrainerState(String name) {
        return isTokenCount(name) ? TRL + name : name;
    }

    /// Of a tag or a column that may be written as a path: `train/loss` is `loss` and `eval/loss` is
    /// `eval_loss`, as the Trainer's TensorBoard and trackers' reports have it. A path that leads to no
    /// metric of ours stays as it is.
    static String ofPath(String path) {
        if (path.startsWith(TRAIN_FOLDER)) {
            return known(path, path.substring(TRAIN_FOLDER.length()));
        }
        if (path.startsWith(EVAL_FOLDER)) {
            return known(path, Metric.EVAL_PREFIX + path.substring(EVAL_FOLDER.length()));
        }
        return path;
    }

    static boolean isEvaluation(String name) {
        return Metric.isEvalKey(name) || name.startsWith(EVAL_FOLDER);
    }

    private static String known(String path, String name) {
        return Metric.ofKey(name).isPresent() && !isTokenCount(name) ? name : path;
    }

    private static boolean isTokenCount(String name) {
        return Metric.ofKey(name).filter(Metric.NUM_TOKENS::equals).isPresent();
    }
}
