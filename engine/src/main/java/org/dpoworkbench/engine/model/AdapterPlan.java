package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.model.ParameterPlan.Fused;
import org.dpoworkbench.engine.model.ParameterPlan.Part;

/// Where the matrices of a decoder's adapters will lie.
final class AdapterPlan {
    /// An adapter's matrices beside one module.
    ///
    /// @param number of the module among the adapted ones
    /// @param first  of its columns in the fused map's output
    /// @param beside the fused map's own matrix
    record Place(
            int number,
            String module,
            int first,
            int inputs,
            int rank,
            Fused inner,
            Fused outer,
            float scale,
            Fused beside) {}

    private final AdapterSettings settings;
    private final ParameterPlan plan = new ParameterPlan();
    private final List<Place> places = new ArrayList<>();

    AdapterPlan(AdapterSettings settings) {
        this.settings = settings;
    }

    /// Those beside the targets among a fused map's parts.
    ///
    /// @param beside the fused map's own matrix
    /// @param parts  named with `.weight`, side by side
    List<Place> beside(int inputs, Fused beside, List<Part> parts) {
        List<Place> made = new ArrayList<>();
        int first = 0;
        for (Part part : parts) {
            String module = part.name().substring(0, part.name().length() - ".weight".length());
            if (settings.targets().takes(module)) {
                int rank = settings.rank(module);
                Fused inner = plan.matrix(inputs, false, List.of(new Part(AdapterFolder.inner(module), rank)));
                Fused outer = plan.matrix(
                        rank, false, List.of(new Part(AdapterFolder.outer(module), part.outputs(), part.order())));
                made.add(new Place(
                        places.size() + made.size(),
                        module,
                        first,
                        inputs,
                        rank,
                        inner,
                        outer,
                        settings.scale(module),
                        beside));
            }
            first += part.outputs();
        }
        places.addAll(made);
        return made;
    }

    AdapterSettings settings() {
        return settings;
    }

    ParameterPlan plan() {
        return plan;
    }

    /// All of them, in the order of their numbers.
    List<Place> places() {
        return places;
    }
}
