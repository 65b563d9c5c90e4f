package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.app.window.model.newrun.FormDefaults.Preset;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.junit.jupiter.api.Test;

/// No toolkit.
class RunFormTest {
    private static final Path PROJECT = Path.of("/project");
    private static final RunConfig TRL =
            TrainOptions.defaults(PROJECT.resolve("models/tiny"), List.of(PROJECT.resolve("preferences/train.jsonl")));

    private final RunForm form = new RunForm(PROJECT, FormValues.of(TRL, PROJECT));

    @Test
    void theFormGivesBackTheConfigurationThatFillsIt() {
        assertThat(form.config()).contains(TRL);
        assertThat(form.values().text(Field.MODEL)).isEqualTo("models/tiny");
        assertThat(form.values().text(Field.LEARNING_RATE)).isEqualTo("1e-6");
    }

    @Test
    void anErrorStandsBesideItsFieldWhileItIsTypedAndGoesWhenItIsMended() {
        type(Field.BETA, "0");
        assertThat(error(Field.BETA)).startsWith("beta must be a number above 0");
        assertThat(form.config()).isEmpty();
        type(Field.BETA, "0.0");
        type(Field.BETA, "0.05");
        assertThat(error(Field.BETA)).isEmpty();
        assertThat(form.config().orElseThrow().loss().beta()).isEqualTo(0.05);
    }

    @Test
    void everyFieldThatIsWrongSaysSoAtOnce() {
        type(Field.BETA, "much");
        type(Field.LEARNING_RATE, "2");
        type(Field.WARMUP_STEPS, "3.5");
        type(Field.MAX_LENGTH, "1");
        type(Field.SEED, "1-");
        type(Field.DATA, "");
        assertThat(form.wrongFields())
                .containsExactly("data", "max_length", "beta", "learning_rate", "warmup_steps", "seed");
        assertThat(error(Field.LEARNING_RATE)).isEqualTo("learning_rate must be in (0, 1], is 2.0");
        assertThat(error(Field.DATA)).isEqualTo("no file is given");
        assertThat(form.problems()).isEmpty();
    }

    @Test
    void aProblemOfTwoSettingsStandsAtTheFirstThatItsSentenceNames() {
        type(Field.WARMUP_STEPS, "10");
        type(Field.LR_SCHEDULER_TYPE, LrScheduler.CONSTANT.text());
        assertThat(error(Field.WARMUP_STEPS)).contains("not used by lr_scheduler_type constant");
        assertThat(error(Field.LR_SCHEDULER_TYPE)).isEmpty();
    }

    @Test
    void choosingAMethodChangesNothingButOffersItsUsualSettings() {
        type(Field.BETA, "0.5");
        form.choose(Method.IPO, ModelSize.SMALL);
        assertThat(form.config().orElseThrow().loss())
                .isEqualTo(new LossConfig(LossType.IPO, 0.5, 0, IpoNormalisation.MEAN));
        MethodOffer offer = form.offerProperty().get().orElseThrow();
        assertThat(offer.changes()).isEqualTo(Map.of(Field.BETA, "0.1", Field.IPO_NORMALISATION, "sum"));
        form.acceptOffer();
        assertThat(form.config().orElseThrow().loss())
                .isEqualTo(new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM));
        assertThat(form.offerProperty().get()).isEmpty();
    }

    @Test
    void aMethodWhoseUsualSettingsAreThereAlreadySaysSo() {
        form.choose(Method.of(LossType.HINGE), ModelSize.SMALL);
        assertThat(form.offerProperty().get().orElseThrow().changes()).isEmpty();
    }

    @Test
    void cdpoWithoutSmoothingIsNamedAsTheDpoThatItIs() {
        form.choose(Method.CDPO, ModelSize.SMALL);
        assertThat(error(Field.LABEL_SMOOTHING)).contains("cDPO is DPO");
        form.acceptOffer();
        assertThat(form.config().orElseThrow().loss())
                .isEqualTo(new LossConfig(LossType.SIGMOID, 0.1, 0.1, IpoNormalisation.MEAN));
    }

    @Test
    void whatAnotherMethodUsesComesBackWithThatMethod() {
        form.choose(Method.CDPO, ModelSize.SMALL);
        form.acceptOffer();
        form.choose(Method.DPO, ModelSize.SMALL);
        assertThat(form.config().orElseThrow().loss().labelSmoothing()).isZero();
        form.choose(Method.CDPO, ModelSize.SMALL);
        assertThat(form.config().orElseThrow().loss().labelSmoothing()).isEqualTo(0.1);
    }

    /// The table of the engine decides; the form has a field for each of its settings.
    @Test
    void everySettingOfALossHasAFieldAndTheFormShowsThoseOfTheChosenLossAlone() {
        for (LossOption option : LossOption.values()) {
            assertThat(Field.named(option.text())).as(option.text()).isPresent();
        }
        for (LossType loss : LossType.values()) {
            form.choose(Method.of(loss), ModelSize.SMALL);
            form.set(Map.of(Field.F_DIVERGENCE_TYPE, "alpha_divergence"));
            for (LossOption option : LossOption.values()) {
                boolean shown = FieldUse.isUsed(Field.named(option.text()).orElseThrow(), form.values());
                boolean smoothing = loss == LossType.SIGMOID && option == LossOption.LABEL_SMOOTHING;
                assertThat(shown).as(loss.text() + " " + option.text()).isEqualTo(loss.uses(option) && !smoothing);
            }
        }
    }

    @Test
    void everyMethodWithItsUsualSettingsIsARunThatFillsTheFormAgain() {
        for (Method method : Method.all()) {
            form.choose(method, ModelSize.LARGE);
            form.acceptOffer();
            RunConfig config = form.config()
                    .orElseThrow(() ->
                            new AssertionError(method.text() + ": " + form.wrongFields() + " " + form.problems()));
            assertThat(config.loss().lossTypes()).isEqualTo(method.losses());
            FormValues again = FormValues.of(config, PROJECT);
            assertThat(again.method()).isEqualTo(method);
            assertThat(FormReader.read(again, PROJECT).config()).contains(config);
        }
    }

    @Test
    void whatAnotherLossHadIsNotKeptSilently() {
        form.choose(Method.of(LossType.SIMPO), ModelSize.LARGE);
        form.acceptOffer();
        assertThat(form.config().orElseThrow().loss().simpoGamma()).isEqualTo(1);
        form.choose(Method.of(LossType.DPOP), ModelSize.LARGE);
        assertThat(form.config().orElseThrow().loss().simpoGamma()).isEqualTo(LossOption.SIMPO_GAMMA.byDefault());
        assertThat(form.offerProperty().get().orElseThrow().changes()).containsEntry(Field.BETA, "0.1");
    }

    @Test
    void aSumOfLossesHasItsWeights() {
        var losses = new LossChoice(form);
        losses.add(LossType.BCO_PAIR);
        losses.add(LossType.SFT);
        losses.weigh(LossType.SIGMOID, "0.8");
        losses.weigh(LossType.BCO_PAIR, "0.2");
        LossConfig sum = form.config().orElseThrow().loss();
        assertThat(sum.lossTypes()).containsExactly(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT);
        assertThat(sum.lossWeights()).containsExactly(0.8, 0.2, 1.0);
        losses.remove(LossType.BCO_PAIR);
        assertThat(form.config().orElseThrow().loss().lossWeights()).containsExactly(0.8, 1.0);
        losses.remove(LossType.SFT);
        assertThat(form.values().method()).isEqualTo(Method.DPO);
        assertThat(form.values().text(Field.LOSS_WEIGHTS)).isEmpty();
    }

    @Test
    void aWeightThatIsNoneSaysSoAtTheWeights() {
        var losses = new LossChoice(form);
        losses.add(LossType.SFT);
        losses.weigh(LossType.SFT, "0");
        assertThat(error(Field.LOSS_WEIGHTS)).contains("loss_weights must be numbers above 0");
        losses.weigh(LossType.SFT, "much");
        assertThat(error(Field.LOSS_WEIGHTS)).contains("“much” is not a number");
    }

    @Test
    void aLossWithoutAReferenceLeavesTheReferenceOut() {
        type(Field.REFERENCE, "models/other");
        form.choose(Method.of(LossType.SIMPO), ModelSize.LARGE);
        assertThat(form.config().orElseThrow().model().reference()).isEmpty();
        form.choose(Method.DPO, ModelSize.LARGE);
        assertThat(form.config().orElseThrow().model().reference()).contains(PROJECT.resolve("models/other"));
    }

    @Test
    void adaptersAreTrainedAsTheFormSaysAndNotWhereItSaysNothing() {
        type(Field.LORA_R, "8");
        assertThat(form.config().orElseThrow().lora()).isEmpty();
        type(Field.USE_PEFT, "true");
        type(Field.LORA_TARGET_MODULES, "q_proj, v_proj");
        assertThat(form.config().orElseThrow().lora())
                .contains(LoraConfig.fresh(
                        8, 32, 0, Optional.of(new TargetModules.Named(List.of("q_proj", "v_proj"))), false));
        type(Field.LORA_DROPOUT, "1");
        assertThat(error(Field.LORA_DROPOUT)).isEqualTo("lora_dropout must be in [0, 1), is 1.0");
        type(Field.LORA_DROPOUT, "");
        type(Field.ADAPTER, "runs/a/model");
        assertThat(form.config().orElseThrow().lora()).contains(LoraConfig.from(PROJECT.resolve("runs/a/model")));
        assertThat(FieldUse.isUsed(Field.LORA_R, form.values())).isFalse();
    }

    @Test
    void frozenWeightsInHalfThePrecisionNeedSomethingFrozen() {
        type(Field.FROZEN_DTYPE, "bfloat16");
        assertThat(error(Field.FROZEN_DTYPE)).contains("frozen_dtype");
        type(Field.USE_PEFT, "true");
        assertThat(form.config().orElseThrow().memory().frozenDtype()).isEqualTo(FrozenDtype.BFLOAT16);
    }

    @Test
    void fourBitsAreForTheBaseOfAnAdapter() {
        type(Field.REFERENCE, "models/other");
        type(Field.FROZEN_DTYPE, "nf4");
        assertThat(error(Field.FROZEN_DTYPE)).contains("base of an adapter");
        type(Field.USE_PEFT, "true");
        assertThat(form.config().orElseThrow().memory().frozenDtype()).isEqualTo(FrozenDtype.NF4);
    }

    @Test
    void samplingSettingsAreCheckedWhereTheyAct() {
        type(Field.SAMPLE_TEMPERATURE, "0");
        type(Field.SAMPLE_TOP_P, "0.9");
        assertThat(form.config().orElseThrow().evaluation().sampling().topP()).isEqualTo(1);
        type(Field.SAMPLE_TEMPERATURE, "1");
        assertThat(form.config().orElseThrow().evaluation().sampling().topP()).isEqualTo(0.9);
        type(Field.SAMPLE_TOP_P, "1.5");
        assertThat(error(Field.SAMPLE_TOP_P)).isEqualTo("top_p must be in (0, 1], is 1.5");
    }

    @Test
    void aChatTemplateIsBuiltInOrAFile() {
        type(Field.CHAT_TEMPLATE, "chatml");
        assertThat(form.config().orElseThrow().data().chatTemplate())
                .contains(new TemplateChoice.BuiltIn(BuiltInTemplate.CHATML));
        type(Field.CHAT_TEMPLATE, "own.jinja");
        assertThat(form.config().orElseThrow().data().chatTemplate())
                .contains(new TemplateChoice.InFile(PROJECT.resolve("own.jinja")));
    }

    @Test
    void theListOfLossesIsFoundInByNamePaperAndExplanation() {
        assertThat(LossChoice.groups("2402.01306"))
                .singleElement()
                .satisfies(group -> assertThat(group.methods()).containsExactly(Method.of(LossType.KTO)));
        assertThat(LossChoice.groups("batch sorted").getFirst().methods())
                .contains(Method.of(LossType.AOT), Method.of(LossType.AOT_UNPAIRED));
        assertThat(LossChoice.groups("").stream().flatMap(group -> group.methods().stream()))
                .containsExactlyInAnyOrderElementsOf(Method.all());
        assertThat(LossChoice.groups("", Method.DPO).stream().flatMap(group -> group.methods().stream()))
                .doesNotContain(Method.DPO, Method.CDPO, Method.of(LossType.KTO), Method.of(LossType.PLACKETT_LUCE));
    }

    @Test
    void lettersTypedIntoOneFieldAreUndoneTogether() {
        type(Field.BETA, "0.2");
        type(Field.BETA, "0.25");
        type(Field.MAX_STEPS, "7");
        form.undo();
        assertThat(form.values().text(Field.MAX_STEPS)).isEmpty();
        assertThat(form.values().text(Field.BETA)).isEqualTo("0.25");
        form.undo();
        assertThat(form.config()).contains(TRL);
        assertThat(form.canUndoProperty().get()).isFalse();
        form.redo();
        form.redo();
        assertThat(form.values().text(Field.MAX_STEPS)).isEqualTo("7");
        assertThat(form.canRedoProperty().get()).isFalse();
    }

    @Test
    void aPresetIsOneChange() {
        form.set(Preset.PAPER.changes(Method.DPO, ModelSize.LARGE));
        form.undo();
        assertThat(form.config()).contains(TRL);
    }

    @Test
    void thePapersPresetIsThePapers() {
        // Rafailov et al. 2023, appendix B: beta 0.1, batch 64, RMSprop, 1e-6 after 150 warm-up steps; clip 10: the
        // code
        form.set(Preset.PAPER.changes(Method.DPO, ModelSize.LARGE));
        RunConfig config = form.config().orElseThrow();
        assertThat(config.optimizer())
                .isEqualTo(
                        new OptimizerConfig(Optim.RMSPROP, 1e-6, LrScheduler.ORIGINAL, 150, 0, 10, 0.9, 0.999, 1e-8));
        assertThat(config.batch().perDeviceTrainBatchSize()).isEqualTo(64);
        assertThat(config.loss().beta()).isEqualTo(0.1);
    }

    @Test
    void trlsPresetLeadsBackToTheCommandLinesDefaults() {
        form.set(Preset.FORM.changes(Method.DPO, ModelSize.SMALL));
        assertThat(form.config().orElseThrow().optimizer().learningRate()).isEqualTo(1e-4);
        assertThat(form.config().orElseThrow().batch().perDeviceTrainBatchSize())
                .isEqualTo(16);
        form.set(Preset.TRL.changes(Method.DPO, ModelSize.SMALL));
        assertThat(form.config()).contains(TRL);
    }

    @Test
    void fineTuningHasNoReferenceAndTheCommandLinesUnusedLoss() {
        type(Field.REFERENCE, "models/other");
        type(Field.BETA, "7");
        type(Field.OBJECTIVE, Objective.SFT.text());
        RunConfig config = form.config().orElseThrow();
        assertThat(config)
                .isEqualTo(TrainOptions.fineTuningDefaults(
                        config.model().model(), config.data().data()));
    }

    @Test
    void aReferenceThatIsTheModelIsNone() {
        type(Field.REFERENCE, "/project/models/tiny");
        assertThat(form.config().orElseThrow().model().reference()).isEqualTo(Optional.empty());
    }

    /// The sentences are the engine's own: options are the command line's, and here there are fields.
    @Test
    void whatACheckFindsIsToldWithoutTheCommandLinesOptions() {
        form.tell(List.of("/project/preferences/train.jsonl holds conversations (lists of {role, content}), and"
                + " /project/models/tiny has no chat template to make texts of them: neither chat_template.jinja nor"
                + " chat_template in tokenizer_config.json. Give the template the model was trained with:"
                + " --chat-template FILE, or for a base model one that comes with the program: --chat-template"
                + " chatml."));
        assertThat(error(Field.DATA))
                .isEqualTo("preferences/train.jsonl holds conversations (lists of {role, content}), and models/tiny has"
                        + " no chat template to make texts of them: neither chat_template.jinja nor chat_template in"
                        + " tokenizer_config.json. Choose a chat template under Data handling; chatml is one for base"
                        + " models.");
        form.tell(List.of("--chat-template is not used: no record of /project/preferences/train.jsonl is a"
                + " conversation, a list of {role, content}. Leave it out."));
        assertThat(error(Field.DATA))
                .isEqualTo("chat_template is not used: no record of preferences/train.jsonl is a conversation, a list"
                        + " of {role, content}. Leave it out.");
    }

    @Test
    void whatACheckFindsStandsAtTheFieldThatNamesTheFileUntilTheFormChanges() {
        List<String> others = form.tell(List.of(
                "/project/preferences/train.jsonl, line 3: \"chosen\" is missing.",
                "max_length 4096 is more than the model has positions.",
                "The disk is full."));
        assertThat(others).containsExactly("The disk is full.");
        assertThat(error(Field.DATA)).contains("line 3");
        assertThat(error(Field.MAX_LENGTH)).startsWith("max_length 4096");
        type(Field.BETA, "0.3");
        assertThat(error(Field.DATA)).isEmpty();
    }

    @Test
    void theFieldsOfEveryKindOfDataAreKept() {
        type(Field.PROMPT, "q");
        type(Field.CHOSEN, "good");
        type(Field.REJECTED, "bad");
        type(Field.COMPLETION, "answer");
        type(Field.LABEL, "liked");
        type(Field.COMPLETIONS, "a1, a2");
        type(Field.RANKS, "r1,r2");
        type(Field.SCORES, "s1, s2");
        type(Field.PREFERENCE, "vote");
        type(Field.SOURCE_COLUMN, "from");
        RunConfig mapped = form.config().orElseThrow();
        assertThat(mapped.data().columns())
                .isEqualTo(new ColumnMapping(
                        Optional.of("q"),
                        Optional.of("good"),
                        Optional.of("bad"),
                        Optional.of("answer"),
                        Optional.of("liked"),
                        List.of("a1", "a2"),
                        List.of("r1", "r2"),
                        List.of("s1", "s2"),
                        List.of("vote"),
                        Optional.of("from")));
        assertThat(new RunForm(PROJECT, FormValues.of(mapped, PROJECT)).config())
                .contains(mapped);
    }

    @Test
    void onlyTheFieldsOfTheLosssKindOfDataAreShown() {
        assertThat(FieldUse.isUsed(Field.LABEL, form.values())).isFalse();
        type(Field.LOSS_TYPE, "kto");
        assertThat(FieldUse.isUsed(Field.LABEL, form.values())).isTrue();
        assertThat(FieldUse.isUsed(Field.RANKS, form.values())).isFalse();
        type(Field.LOSS_TYPE, "plackett_luce");
        assertThat(FieldUse.isUsed(Field.RANKS, form.values())).isTrue();
    }

    @Test
    void everySettingHasTheCommandLinesHelp() {
        for (Field field : Field.values()) {
            assertThat(field.help())
                    .as(field.key())
                    .satisfiesAnyOf(
                            help -> assertThat(help).isNotBlank(),
                            _ -> assertThat(field).isEqualTo(Field.OBJECTIVE));
        }
    }

    private void type(Field field, String text) {
        form.field(field).textProperty().set(text);
    }

    private String error(Field field) {
        return form.field(field).errorProperty().get();
    }
}
