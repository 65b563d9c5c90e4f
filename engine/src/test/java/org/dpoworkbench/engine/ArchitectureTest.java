package org.dpoworkbench.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;

/// The arrows between the engine's rooms.
class ArchitectureTest {
    private static final String COMPUTE = "org.dpoworkbench.engine.compute..";
    private static final String LAUNCH = "org.dpoworkbench.engine.launch..";

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dpoworkbench.engine");

    @Test
    void theEngineKnowsNoWindow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
                .because("runs go on without a display")
                .check(ENGINE);
    }

    @Test
    void theEngineWritesToNoStandardStream() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("the worker's output is its log, the command line's is its printer's")
                .check(ENGINE);
    }

    @Test
    void threadsAreMadeInLaunchAndComputeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(LAUNCH, COMPUTE)
                .should()
                .callConstructorWhere(describe(
                        "a thread is made",
                        (JavaConstructorCall call) -> call.getTargetOwner().isAssignableTo(Thread.class)))
                .because("arithmetic shares one pool, and waiting is done on virtual threads")
                .check(ENGINE);
    }

    @Test
    void vectorsAndForeignCallsStayBehindTheBackend() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMPUTE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class, FunctionDescriptor.class)
                .because("another backend replaces them without the rest noticing")
                .check(ENGINE);
    }

    /// `RunFolder` and `RunState` are the words that `journal` and `run` share; nothing else goes back and forth.
    @Test
    void theRoomsUseEachOtherInOneDirection() {
        slices().matching("org.dpoworkbench.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        resideInAPackage("org.dpoworkbench.engine.journal.."),
                        describe(
                                "the run folder's names and states",
                                type -> type.isEquivalentTo(RunFolder.class) || type.isEquivalentTo(RunState.class)))
                .check(ENGINE);
    }
}
