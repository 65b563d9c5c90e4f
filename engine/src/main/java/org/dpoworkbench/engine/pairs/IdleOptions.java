package org.dpoworkbench.engine.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.Judgement.Grade;
import org.dpoworkbench.engine.data.PreferenceRecord;

/// Finds the parts of a recipe that could act on none of the records: whoever asked for them would believe that they
/// did. A strategy always acts: of two answers, each makes the same pair.
final class IdleOptions {
    private final PairRecipe recipe;
    private final Set<String> attributes = new TreeSet<>();
    private boolean graded;
    private boolean agreed;

    IdleOptions(PairRecipe recipe) {
        this.recipe = recipe;
    }

    void look(PreferenceRecord record) {
        switch (record.judgement()) {
            case Judgement.Graded(List<Grade> grades, int _) -> {
                graded = true;
                grades.forEach(grade -> attributes.addAll(grade.attributes().keySet()));
            }
            case Judgement.Voted _ -> agreed = true;
            case Judgement.Preferred preferred ->
                agreed |= preferred.agreement().isPresent();
            case Judgement.Unjudged _, Judgement.Labelled _ -> {}
        }
    }

    /// A line for each.
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!graded && recipe.minGap() > 0) {
            problems.add("--min-gap is for records with scores or ranks, and no record has any. Leave it out.");
        }
        List<String> missing = recipe.weights().keySet().stream()
                .filter(name -> !attributes.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            problems.add("--weights is for records with attributes, and no record has \"%s\"%s"
                    .formatted(
                            String.join("\", \"", missing),
                            attributes.isEmpty()
                                    ? " or any other. Leave it out."
                                    : "; there are: " + String.join(", ", attributes) + "."));
        }
        if (!agreed && recipe.minAgreement() > 0) {
            problems.add("--min-agreement is for records with votes, and no record has any. Leave it out.");
        }
        return problems;
    }
}
