package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;

/// A preference file of a project.
///
/// @param file    relative to the project's folder, or absolute
/// @param columns field names, where they are not recognised
/// @param sha256  hash of the file when it was added, so that a change is noticed
public record DataSource(
        Path file, ColumnMapping columns, PromptExtraction promptExtraction, Optional<String> sha256) {}
