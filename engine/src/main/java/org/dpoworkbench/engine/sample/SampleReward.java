package org.dpoworkbench.engine.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A reward that is known to be true, by which a run's samples are judged: the metric `reward/true` is its mean over
/// them.
///
/// A project declares one by its name, in the field `reward` at the top of `project.yaml`:
/// ```yaml
/// reward: controlled-sentiment
/// ```
@FunctionalInterface
public interface SampleReward {

    /// How good `completion` is as a continuation of `prompt`; any text has a value, also an ungrammatical one.
    double of(String prompt, String completion);

    /// The reward of that name.
    ///
    /// @throws UserError that lists the names that there are
    static SampleReward named(String name) {
        if (name.equals(TrueReward.NAME)) {
            return TrueReward.load();
        }
        throw new UserError("The reward \"" + name + "\" is not known; known is: " + TrueReward.NAME
                + ". Without the field \"reward\" in project.yaml, samples are shown without one.");
    }

    /// The reward that the project declares; none where it has no `project.yaml` or that has no field `reward`.
    ///
    /// @throws UserError where the file is no YAML or names a reward that is not known
    static Optional<SampleReward> declaredBy(Path projectFolder) throws IOException {
        Path file = projectFolder.resolve("project.yaml");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode name = new YAMLMapper().readTree(Files.readString(file)).path("reward");
            return name.isMissingNode() || name.isNull() ? Optional.empty() : Optional.of(named(name.asString()));
        } catch (JacksonException e) {
            throw new UserError(
                    file + " is not valid YAML: " + e.getOriginalMessage() + " at "
                            + e.getLocation().offsetDescription() + ". Mend that place by hand.",
                    e);
        }
    }
}
