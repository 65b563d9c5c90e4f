package org.dpoworkbench.engine.config;

/// A chat template that comes with the program.
public enum BuiltInTemplate implements Named {
    /// `<|im_start|>role`, content, `<|im_end|>`; OpenAI's ChatML, used by Qwen and many others.
    CHATML("chatml"),
    /// `<|role|>`, content, the EOS token; Zephyr's (Tunstall et al. 2023, arXiv 2310.16944).
    ZEPHYR("zephyr");

    private final String text;

    BuiltInTemplate(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
