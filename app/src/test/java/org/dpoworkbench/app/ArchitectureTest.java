package org.dpoworkbench.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The arrows inside the application.
class ArchitectureTest {
    private static final String WINDOW = "org.dpoworkbench.app.window..";
    private static final String VIEW_MODELS = "org.dpoworkbench.app.window.model..";
    private static final String PRINTER = "org.dpoworkbench.app.cli.print.Console";

    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dpoworkbench.app");

    @Test
    void javaFxIsTheWindowsAlone() {
        classes()
                .that(describe(
                        "use JavaFX",
                        (JavaClass type) -> type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getPackageName())
                                .anyMatch(name -> name.startsWith("javafx.")
                                        || name.startsWith("atlantafx.")
                                        || name.startsWith("org.jfree.fx")
                                        || name.startsWith("org.jfree.chart.fx")
                                        || name.startsWith("org.controlsfx")
                                        || name.startsWith("org.kordamp"))))
                .should()
                .resideInAPackage(WINDOW)
                .because("the command line, figures and reports work where no toolkit starts")
                .check(APP);
    }

    @Test
    void chartsAndAwtStayInFiguresAndReports() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.dpoworkbench.app.chart..",
                        "org.dpoworkbench.app.figure..",
                        "org.dpoworkbench.app.report..",
                        "org.dpoworkbench.app.window.chart..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.awt..", "javax.swing..", "org.jfree..", "org.apache.pdfbox..", "de.rototor.pdfbox..")
                .check(APP);
    }

    @Test
    void viewModelsKnowNoControls() {
        noClasses()
                .that()
                .resideInAPackage(VIEW_MODELS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..", "atlantafx..")
                .because("they are tested without a toolkit")
                .check(APP);
    }

    @Test
    void whatIsCalledAViewModelLivesAmongThem() {
        classes()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .resideInAPackage(VIEW_MODELS)
                .allowEmptyShould(true)
                .check(APP);
    }

    @Test
    void onlyTheCommandLinesPrinterWritesToTheStandardStreams() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PRINTER)
                .should(ACCESS_STANDARD_STREAMS)
                .check(APP);
    }

    @Test
    void theApplicationMakesNoThreads() {
        noClasses()
                .should()
                .callConstructorWhere(describe(
                        "a thread is made",
                        (JavaConstructorCall call) -> call.getTargetOwner().isAssignableTo(Thread.class)))
                .because("waiting is done on virtual threads, arithmetic in the worker")
                .check(APP);
    }

    @Test
    void theRoomsUseEachOtherInOneDirection() {
        slices().matching("org.dpoworkbench.app.(*)..")
                .should()
                .beFreeOfCycles()
                .check(APP);
    }
}
