#!/usr/bin/env python3
"""Reference numbers of tiny random models, one of each decoder family, computed by transformers.

families.py OUT [NAME...]     writes OUT/{models,forward,preferences,configs_v4}/NAME..., for the test resources

Made with torch 2.15.0, transformers 5.24.0, safetensors 0.8.0 on a CPU, eager attention, no dropout.
Projections are N(0, 0.2), token embeddings N(0, 0.3) (Gemma: N(0, 0.1)), norm weights 1 + N(0, 0.1) (Gemma: N(0, 0.1)),
biases N(0, 0.1). Sequences are longer than sliding windows. float64 means the library's own code with its casts to
float32 lifted to float64 and the weights widened. Every sequence is computed alone, so that there is no padding.
"""
import contextlib
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForCausalLM

COMMON = dict(vocab_size=101, hidden_size=32, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
              max_position_embeddings=128, bos_token_id=1, eos_token_id=2, pad_token_id=None)
GROUPED = COMMON | dict(num_key_value_heads=2)
LLAMA3 = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=32)

# name: (model_type, settings, what older published configurations say instead of what transformers 5 writes)
FAMILIES = {
    "llama_scaled": ("llama", GROUPED | dict(
        rope_parameters=LLAMA3 | dict(rope_theta=5000.0), attention_bias=True, mlp_bias=True, tie_word_embeddings=True),
        dict(rope_theta=5000.0, rope_scaling=LLAMA3)),
    "llama_linear": ("llama", GROUPED | dict(
        rope_parameters=dict(rope_type="linear", factor=4.0, rope_theta=10000.0)),
        dict(rope_theta=10000.0, rope_scaling=dict(type="linear", factor=4.0))),
    "gpt_neox_sequential": ("gpt_neox", COMMON | dict(
        rope_parameters=dict(rope_type="default", rope_theta=5000.0, partial_rotary_factor=0.5),
        use_parallel_residual=False, attention_bias=False, hidden_act="gelu_new"),
        dict(rotary_emb_base=5000, rotary_pct=0.5)),
    "gptj": ("gptj", dict(vocab_size=101, n_embd=32, n_layer=2, n_head=4, n_inner=40, n_positions=128, rotary_dim=6,
                          bos_token_id=1, eos_token_id=2), {}),
    "mistral": ("mistral", GROUPED | dict(
        head_dim=12, sliding_window=7, rope_parameters=dict(rope_type="default", rope_theta=1000.0)),
        dict(rope_theta=1000.0)),
    "qwen2": ("qwen2", GROUPED | dict(
        use_sliding_window=True, sliding_window=6, max_window_layers=1, tie_word_embeddings=True,
        rope_parameters=dict(rope_type="default", rope_theta=1000000.0)),
        dict(rope_theta=1000000.0, layer_types=None)),
    "qwen3": ("qwen3", GROUPED | dict(
        head_dim=12, rope_parameters=dict(rope_type="default", rope_theta=1000000.0)),
        dict(rope_theta=1000000.0, layer_types=None, rope_scaling=None)),
    "phi3": ("phi3", GROUPED | dict(
        sliding_window=9, original_max_position_embeddings=128,
        rope_parameters=dict(rope_type="default", rope_theta=10000.0, partial_rotary_factor=0.5)),
        dict(rope_theta=10000.0, rope_scaling=None, partial_rotary_factor=0.5)),
    "gemma2": ("gemma2", GROUPED | dict(
        num_hidden_layers=3, head_dim=12, sliding_window=5, query_pre_attn_scalar=10, attn_logit_softcapping=4.0,
        final_logit_softcapping=5.0, rope_parameters=dict(rope_type="default", rope_theta=10000.0)),
        dict(rope_theta=10000.0, layer_types=None)),
    "gemma3_text": ("gemma3_text", GROUPED | dict(
        num_hidden_layers=3, head_dim=12, sliding_window=6, query_pre_attn_scalar=10, sliding_window_pattern=2,
        rope_parameters=dict(sliding_attention=dict(rope_type="default", rope_theta=100.0),
                             full_attention=dict(rope_type="linear", factor=8.0, rope_theta=1000000.0))),
        dict(rope_theta=1000000.0, rope_local_base_freq=100.0, rope_scaling=dict(rope_type="linear", factor=8.0),
             layer_types=None, sliding_window_pattern=2)),
}


@contextlib.contextmanager
def in_float64():
    """What model code calls float32 is float64."""
    kept = torch.float32, torch.float, torch.Tensor.float, torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    torch.float32 = torch.float = torch.float64
    torch.Tensor.float = torch.Tensor.double
    try:
        yield
    finally:
        torch.float32, torch.float, torch.Tensor.float = kept[:3]
        torch.set_default_dtype(kept[3])


def new_model(config):
    return AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()


def randomise(model, seed, gemma):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            norm = p.dim() == 1 and name.endswith("weight")
            if norm:
                p.copy_((0 if gemma else 1) + 0.1 * noise)
            elif p.dim() == 1:
                p.copy_(0.1 * noise)
            elif "embed" in name and "out" not in name or "wte" in name:
                p.copy_((0.1 if gemma else 0.3) * noise)
            else:
                p.copy_(0.2 * noise)


def widened(config, model):
    with in_float64():
        wide = new_model(config)
        wide.load_state_dict({k: v.double() for k, v in model.state_dict().items()})
    return wide


def logits_and_hidden(model, ids):
    out = model(input_ids=torch.tensor([ids]), output_hidden_states=True, use_cache=False)
    return out.logits[0], out.hidden_states[-1][0]


def token_logps(logits, ids):
    logps = torch.log_softmax(logits, -1)
    return logps[torch.arange(len(ids) - 1), torch.tensor(ids[1:])]


def completion_logp(model, prompt, completion):
    ids = prompt + completion
    return token_logps(logits_and_hidden(model, ids)[0], ids)[len(prompt) - 1:].sum()


def greedy(model, prompt, count):
    ids, gaps = list(prompt), []
    for _ in range(count):
        best = logits_and_hidden(model, ids)[0][-1].topk(2)
        gaps.append((best.values[0] - best.values[1]).item())
        ids.append(best.indices[0].item())
    return ids[len(prompt):], min(gaps)


def random_ids(generator, vocabulary, count):
    return torch.randint(3, vocabulary, (count,), generator=generator).tolist()


def make(name, number, root):
    kind, settings, older = FAMILIES[name]
    config = AutoConfig.for_model(kind, **settings)
    gemma = kind.startswith("gemma")
    model = new_model(config)
    randomise(model, 21000 + 10 * number, gemma)
    folder = root / "models" / name
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    model = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
    wide = widened(model.config, model)
    old_form(root, name, folder, older)

    generator = torch.Generator().manual_seed(22000 + number)
    vocabulary = settings["vocab_size"]
    with in_float64(), torch.no_grad():
        forward(root, name, model, wide, generator, vocabulary)
    if name != "llama_linear":
        preferences(root, name, config, wide, generator, vocabulary, 23000 + number, gemma)


def old_form(root, name, folder, older):
    config = json.loads((folder / "config.json").read_text())
    config.pop("rope_parameters", None)
    config["torch_dtype"] = config.pop("dtype")
    config["transformers_version"] = "4.40.0"
    for key, value in older.items():
        config[key] = value
        if value is None and key == "layer_types":
            config.pop(key)
    path = root / "configs_v4" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(config, indent=1) + "\n")
    # It means the same to transformers: bit for bit the same logits.
    a = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
    b = AutoModelForCausalLM.from_pretrained(folder, config=AutoConfig.for_model(config.pop("model_type"), **config),
                                             attn_implementation="eager", dtype=torch.float32).eval()
    ids = torch.arange(3, 43)[None]
    assert torch.equal(a(ids).logits, b(ids).logits), name


def forward(root, name, model, wide, generator, vocabulary):
    tensors, sequences = {}, []
    for n, length in enumerate((5, 40)):
        ids = random_ids(generator, vocabulary, length)
        logits, hidden = logits_and_hidden(wide, ids)
        single = model_in_float32(model, ids)
        tensors[f"seq{n}.hidden"] = hidden.to(torch.get_default_dtype()).clone()
        tensors[f"seq{n}.logits_f64"] = logits.clone()
        sequences.append(dict(input_ids=ids, token_logps_f64=token_logps(logits, ids).tolist(),
                              max_abs_logit=logits.abs().max().item(),
                              max_abs_diff_logits_f32_f64=(single - logits).abs().max().item()))
    best = None
    for _ in range(12):
        prompt = random_ids(generator, vocabulary, 12)
        new, gap = greedy(wide, prompt, 12)
        score = (gap > 0.01, len(set(new)))
        if best is None or score > best[0]:
            best = (score, prompt, new, gap)
    assert best[0][0], "a near-tie"
    (root / "forward").mkdir(parents=True, exist_ok=True)
    save_file(tensors, root / "forward" / f"{name}.safetensors")
    write(root / "forward" / f"{name}.json", dict(
        model=f"models/{name}", tensors=f"forward/{name}.safetensors", sequences=sequences,
        greedy=dict(prompt_ids=best[1], new_ids=best[2], smallest_top1_minus_top2_logit=best[3])))


def model_in_float32(model, ids):
    torch.float32, torch.float, kept = FLOAT32, FLOAT32, torch.Tensor.float
    torch.Tensor.float = TO_FLOAT
    torch.set_default_dtype(FLOAT32)
    try:
        return logits_and_hidden(model, ids)[0].double()
    finally:
        torch.float32 = torch.float = torch.float64
        torch.Tensor.float = kept
        torch.set_default_dtype(torch.float64)


FLOAT32, TO_FLOAT = torch.float32, torch.Tensor.float


def preferences(root, name, config, wide, generator, vocabulary, seed, gemma):
    other = new_model(config)
    randomise(other, seed, gemma)
    reference = widened(config, other)
    beta, pairs, losses = 0.1, [], []
    for note, p, c, r in (("ordinary", 9, 11, 14), ("a prompt of one token", 1, 8, 12),
                          ("completions of one token", 7, 1, 1), ("3 tokens against 40", 13, 3, 40)):
        prompt, chosen, rejected = (random_ids(generator, vocabulary, n) for n in (p, c, r))
        with in_float64():
            policy = [completion_logp(wide, prompt, x) for x in (chosen, rejected)]
            with torch.no_grad():
                ref = [completion_logp(reference, prompt, x) for x in (chosen, rejected)]
        h = (policy[0] - ref[0]) - (policy[1] - ref[1])
        losses.append(-torch.nn.functional.logsigmoid(beta * h))
        pairs.append(dict(note=note, prompt_ids=prompt, chosen_ids=chosen, rejected_ids=rejected,
                          f64=dict(policy_chosen_logp=policy[0].item(), policy_rejected_logp=policy[1].item(),
                                   ref_chosen_logp=ref[0].item(), ref_rejected_logp=ref[1].item())))
    loss = torch.stack(losses).mean()
    loss.backward()
    folder = root / "preferences" / name
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "preferences.json", dict(beta=beta, loss="sigmoid", mean_loss_f64=loss.item(), pairs=pairs))
    # Rounded to float32, five hundred times finer than what is asked of a gradient, to keep the file small.
    save_file({k: p.grad.to(FLOAT32).contiguous() for k, p in wide.named_parameters()},
              folder / "grads_f64.safetensors")


def write(path, value):
    path.write_text(json.dumps(value, indent=1) + "\n")


if __name__ == "__main__":
    out = Path(sys.argv[1])
    for number, name in enumerate(FAMILIES):
        if len(sys.argv) == 2 or name in sys.argv[2:]:
            make(name, number, out)
            print(name)
