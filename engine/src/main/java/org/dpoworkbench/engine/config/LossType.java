package org.dpoworkbench.engine.config;

/// The losses, by TRL's names where it has one. `docs/losses.md` has their formulas.
public enum LossType implements Named {
    /// DPO; with `label_smoothing` above 0 it is cDPO.
    SIGMOID("sigmoid", "DPO", ExampleKind.PAIRS, true),
    HINGE("hinge", "hinge", ExampleKind.PAIRS, true),
    IPO("ipo", "IPO", ExampleKind.PAIRS, true),
    EXO_PAIR("exo_pair", "EXO", ExampleKind.PAIRS, true),
    NCA_PAIR("nca_pair", "NCA", ExampleKind.PAIRS, true),
    ROBUST("robust", "robust DPO", ExampleKind.PAIRS, true),
    BCO_PAIR("bco_pair", "BCO", ExampleKind.PAIRS, true),
    SPPO_HARD("sppo_hard", "SPPO", ExampleKind.PAIRS, true),
    AOT("aot", "AOT", ExampleKind.PAIRS, true),
    AOT_UNPAIRED("aot_unpaired", "AOT unpaired", ExampleKind.PAIRS, true),
    APO_ZERO("apo_zero", "APO zero", ExampleKind.PAIRS, true),
    APO_DOWN("apo_down", "APO down", ExampleKind.PAIRS, true),
    DISCOPOP("discopop", "DiscoPOP", ExampleKind.PAIRS, true),
    SIGMOID_NORM("sigmoid_norm", "DPO per token", ExampleKind.PAIRS, true),
    /// DPO-positive.
    DPOP("dpop", "DPOP", ExampleKind.PAIRS, true),
    /// Mean negative log-likelihood per token of a batch's chosen completions: a term of mixtures in TRL.
    SFT("sft", "SFT term", ExampleKind.PAIRS, false),
    CPO("cpo", "CPO", ExampleKind.PAIRS, false),
    CPO_HINGE("cpo_hinge", "CPO hinge", ExampleKind.PAIRS, false),
    CPO_IPO("cpo_ipo", "CPO IPO", ExampleKind.PAIRS, false),
    SIMPO("simpo", "SimPO", ExampleKind.PAIRS, false),
    ORPO("orpo", "ORPO", ExampleKind.PAIRS, false),
    /// The DPO paper's baseline: likelihood of chosen up, of rejected down.
    UNLIKELIHOOD("unlikelihood", "unlikelihood", ExampleKind.PAIRS, false),
    /// The DPO paper's baseline: fine-tuning on the chosen completions.
    PREFERRED_FT("preferred_ft", "preferred FT", ExampleKind.PAIRS, false),
    KTO("kto", "KTO", ExampleKind.UNPAIRED, true),
    APO_ZERO_UNPAIRED("apo_zero_unpaired", "APO zero unpaired", ExampleKind.UNPAIRED, true),
    /// Plackett–Luce DPO over ranked lists; of two completions it is DPO.
    PLACKETT_LUCE("plackett_luce", "Plackett–Luce DPO", ExampleKind.RANKED, true);

    private final String text;
    private final String title;
    private final ExampleKind data;
    private final boolean usesReference;

    LossType(String text, String title, ExampleKind data, boolean usesReference) {
        this.text = text;
        this.title = title;
        this.data = data;
        this.usesReference = usesReference;
    }

    @Override
    public String text() {
        return text;
    }

    /// As people write it.
    public String title() {
        return title;
    }

    /// What it learns from.
    public ExampleKind data() {
        return data;
    }

    /// Whether it compares with a reference model.
    public boolean usesReference() {
        return usesReference;
    }

    /// Whether it uses an option.
    public boolean uses(LossOption option) {
        return option.users().contains(this);
    }
}
