package org.dpoworkbench.engine.weights;

import org.dpoworkbench.engine.problem.Problems;
import tools.jackson.databind.JsonNode;

/// Rotary positions, Su et al. 2021 (arXiv 2104.09864).
///
/// @param theta      base of the wavelengths
/// @param dimensions of each head that are rotated, from its first on; even, for a rotation works on pairs
public record Rope(double theta, int dimensions, RopeScaling scaling) {
    static final Rope PLACEHOLDER = new Rope(1, 2, new RopeScaling.None());

    public Rope {
        Problems.in("rotary positions")
                .check(theta > 0, "rope_theta must be > 0, is %s", theta)
                .check(
                        dimensions >= 2 && dimensions % 2 == 0,
                        "head_dim must be even, and so must the part of it that is rotated; that is %s",
                        dimensions)
                .throwIfAny();
    }

    /// What a family calls things, and what it leaves out, where they are not in `rope_parameters`.
    ///
    /// @param fraction of a head that is rotated
    record Defaults(String thetaName, double theta, String fractionName, double fraction) {
        static final Defaults USUAL = withTheta(10_000);

        static Defaults withTheta(double theta) {
            return new Defaults("rope_theta", theta, "partial_rotary_factor", 1);
        }
    }

    /// Rotary positions of whole heads, from `rope_parameters` (transformers 5) or `rope_theta` and `rope_scaling`
    /// (before).
    static Rope from(ConfigReader config, Heads heads) {
        double fraction = config.positive("partial_rotary_factor", 1);
        if (config.positive(parameters(config), "partial_rotary_factor", fraction) != 1) {
            config.unsupported("partial_rotary_factor is not supported for this architecture");
        }
        return from(config, heads, Defaults.USUAL);
    }

    private static JsonNode parameters(ConfigReader config) {
        return config.has("rope_scaling") ? config.object("rope_scaling") : config.object("rope_parameters");
    }

    /// Rotary positions, perhaps of a part of each head.
    static Rope from(ConfigReader config, Heads heads, Defaults defaults) {
        double theta = config.positive(defaults.thetaName(), defaults.theta());
        double fraction = config.positive(defaults.fractionName(), defaults.fraction());
        return of(config, heads, parameters(config), theta, fraction);
    }

    /// @param parameters the object that says more, where there is one
    static Rope of(ConfigReader config, Heads heads, JsonNode parameters, double theta, double fraction) {
        double base = config.positive(parameters, "rope_theta", theta);
        double part = config.positive(parameters, "partial_rotary_factor", fraction);
        RopeScaling scaling = RopeScaling.from(config, parameters);
        return config.made(() -> new Rope(base, (int) (heads.size() * part), scaling), PLACEHOLDER);
    }
}
