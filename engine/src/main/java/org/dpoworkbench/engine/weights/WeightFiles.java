package org.dpoworkbench.engine.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.problem.UserError;

/// The weights of a model, in one file or several.
public final class WeightFiles implements AutoCloseable {
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final Map<String, Weight> byName = new LinkedHashMap<>();

    private WeightFiles() {}

    /// @throws UserError where a file is missing or not sound, or two hold a tensor of the same name
    public static WeightFiles open(List<Path> paths) {
        WeightFiles weights = new WeightFiles();
        try {
            for (Path path : paths) {
                weights.add(SafetensorsFile.open(path));
            }
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private void add(SafetensorsFile file) {
        files.add(file);
        for (TensorInfo tensor : file.tensors()) {
            Weight other = byName.putIfAbsent(tensor.name(), new Weight(file, tensor));
            if (other != null) {
                throw new UserError("Tensor \"" + tensor.name() + "\" is in both "
                        + other.file().path() + " and " + file.path().getFileName()
                        + ", so that it is not clear which is meant. Remove the files of the other model.");
            }
        }
    }

    public Optional<Weight> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Names of all tensors, in the files' order.
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
