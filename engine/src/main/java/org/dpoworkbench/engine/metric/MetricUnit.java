package org.dpoworkbench.engine.metric;

/// What a metric's number counts.
public enum MetricUnit {
    /// Natural-logarithm units of probability.
    NATS("nats"),
    NATS_PER_TOKEN("nats per token"),
    /// Depends on the loss: nats for `sigmoid`, nats squared for `ipo` with `sum`, (nats per token) squared for `ipo`
    /// with `mean`, none for `hinge`. Two losses with different units never share an axis.
    OF_THE_LOSS("unit of the loss"),
    /// Between 0 and 1.
    SHARE("share"),
    TOKENS("tokens"),
    PAIRS("pairs"),
    EPOCHS("epochs"),
    PAIRS_PER_SECOND("pairs/s"),
    TOKENS_PER_SECOND("tokens/s"),
    MILLISECONDS("ms"),
    MEBIBYTES("MiB"),
    CELSIUS("°C"),
    /// The scale of the task's own scorer.
    TRUE_REWARD("true reward"),
    /// A number without a unit.
    NONE("");

    private final String text;

    MetricUnit(String text) {
        this.text = text;
    }

    /// As it stands behind a number or on an axis; empty for a plain number.
    public String text() {
        return text;
    }
}
