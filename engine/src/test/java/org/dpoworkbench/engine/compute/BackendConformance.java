package org.dpoworkbench.engine.compute;

/// All that a backend has to get right, compared with [ControlBackend]. A backend's test implements this, and
/// [#open] is the one thing it says.
interface BackendConformance
        extends LinearConformance,
                RowConformance,
                AdapterConformance,
                FrozenConformance,
                NormConformance,
                HeadNormConformance,
                RotationConformance,
                AttentionConformance,
                CachedAttentionConformance,
                ActivationConformance,
                LogProbConformance,
                OptimizerConformance,
                GuardConformance,
                AttentionGuards {

    /// A fresh backend; the test closes it.
    @Override
    Backend open();
}
