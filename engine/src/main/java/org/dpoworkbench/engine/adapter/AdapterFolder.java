package org.dpoworkbench.engine.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.ModelHash;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.dpoworkbench.engine.weights.WeightFiles;

/// A trained adapter on disk, in PEFT's layout.
///
/// @param path     the folder
/// @param settings what its configuration says
public record AdapterFolder(Path path, AdapterSettings settings) {
    public static final String WEIGHTS = "adapter_model.safetensors";

    /// Before each module's name in the file of weights.
    private static final String PREFIX = "base_model.model.";

    private static final List<String> PICKLES = List.of("adapter_model.bin", "adapter_model.pt");

    /// Reads the settings and looks whether there are weights.
    ///
    /// @throws UserError where folder or files are missing, or the adapter is of a kind that is not supported
    public static AdapterFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + (Files.exists(folder) ? " is no folder" : " does not exist")
                    + ". An adapter is a folder in PEFT's layout, with " + AdapterConfigFile.NAME + " and " + WEIGHTS
                    + ".");
        }
        Path config = folder.resolve(AdapterConfigFile.NAME);
        if (!Files.exists(config)) {
            throw new UserError(folder + " has no " + AdapterConfigFile.NAME + ", so it is no adapter in PEFT's layout."
                    + (Files.exists(folder.resolve("config.json"))
                            ? " It is a whole model; give it as --model."
                            : " Is the path right?"));
        }
        AdapterSettings settings = AdapterConfigFile.read(config);
        if (!Files.exists(folder.resolve(WEIGHTS))) {
            String pickle = PICKLES.stream()
                    .filter(name -> Files.exists(folder.resolve(name)))
                    .findFirst()
                    .map(name -> " " + name + " is a Python pickle, which can run any code when it is loaded, and is"
                            + " never read here; save the adapter in peft with safe_serialization=True.")
                    .orElse(" Fetch the whole adapter.");
            throw new UserError(folder + " has no " + WEIGHTS + "." + pickle);
        }
        return new AdapterFolder(folder, settings);
    }

    /// Whether a folder holds an adapter rather than a model.
    public static boolean is(Path folder) {
        return Files.exists(folder.resolve(AdapterConfigFile.NAME));
    }

    /// Opens the weights; the caller closes them.
    public WeightFiles weights() {
        return WeightFiles.open(List.of(path.resolve(WEIGHTS)));
    }

    /// Stands for configuration and weights: the SHA-256 of what `sha256sum adapter_config.json
    /// adapter_model.safetensors` prints inside the folder.
    public String sha256() {
        return ModelHash.of(List.of(path.resolve(AdapterConfigFile.NAME), path.resolve(WEIGHTS)));
    }

    /// Writes an adapter, the weights last: a folder that has them is complete.
    ///
    /// @param inputMajor whether the base stores its linear maps (inputs, outputs)
    /// @param tensors    A and B of every adapted module, by PEFT's names
    /// @throws UserError where the folder cannot be written or a value does not fit its number type
    public static void write(
            Path folder, AdapterSettings settings, boolean inputMajor, List<SafetensorsWriter.Source> tensors) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(folder + " cannot be made: " + e + ". May its parent folder be written?", e);
        }
        AdapterConfigFile.write(folder.resolve(AdapterConfigFile.NAME), settings, inputMajor);
        SafetensorsWriter.write(folder.resolve(WEIGHTS), Map.of("format", "pt"), tensors);
    }

    /// The name of a module's A, (r, inputs), in the file of weights.
    public static String inner(String module) {
        return PREFIX + module + ".lora_A.weight";
    }

    /// The name of a module's B, (outputs, r), in the file of weights.
    public static String outer(String module) {
        return PREFIX + module + ".lora_B.weight";
    }
}
