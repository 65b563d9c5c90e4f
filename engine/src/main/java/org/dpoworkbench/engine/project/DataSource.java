package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.PromptExtraction;

/// A preference file of a project.
///
/// @param path             relative to the project's folder, or absolute
/// @param role             what it is for
/// @param columns          field names, where they are not recognised
/// @param promptExtraction how the prompt is found in whole transcripts; absent: `auto`
/// @param sha256           hash of the file when it was added, so that a change is noticed
public record DataSource(
        Path path,
        Role role,
        ColumnMapping columns,
        Optional<PromptExtraction> promptExtraction,
        Optional<String> sha256) {
    public DataSource {
        columns = columns == null ? ColumnMapping.RECOGNISED : columns;
    }

    /// What a file's pairs are for.
    public enum Role implements Named {
        TRAIN("train"),
        HELD_OUT("held_out");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
