"""Reference numbers of LoRA adapters, computed by peft over the tiny models of the goldens.

    python lora.py GOLDENS OUT

GOLDENS holds models/NAME and preferences/NAME; OUT gets one folder a case: the adapter as peft saves it, and
reference.json and gradients.safetensors. The numbers are of DPO's loss (beta 0.1, mean over the family's pairs, reference
= the model without the adapter) in float64. A and B are random, so that nothing is zero.
Made with torch 2.15.0, transformers 5.23.0, peft 0.21.2.
"""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

CASES = {
    "llama_qv": ("llama_gqa", dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"])),
    "llama_all_rslora": (
        "llama_gqa",
        dict(r=3, lora_alpha=6, target_modules="all-linear", use_rslora=True,
             rank_pattern={"down_proj": 2}, alpha_pattern={r"layers\.1\.self_attn\.o_proj": 5}),
    ),
    "gpt2_pattern": ("gpt2", dict(r=2, lora_alpha=3, target_modules=r"transformer\.h\.\d+\.(attn\.c_attn|mlp\.c_\w+)",
                                  fan_in_fan_out=True)),
    "neox_default": ("gpt_neox", dict(r=4, lora_alpha=16)),
}
BETA = 0.1


def summed_logps(model, prompt, completion):
    ids = torch.tensor([prompt + completion])
    logits = model(ids).logits[0].double()
    rows = torch.log_softmax(logits[len(prompt) - 1 : -1], -1)
    return rows.gather(1, torch.tensor(completion)[:, None]).sum()


def case(goldens, out, name, family, settings):
    torch.manual_seed(7000 + len(name))
    base = AutoModelForCausalLM.from_pretrained(goldens / "models" / family, attn_implementation="eager")
    model = get_peft_model(base, LoraConfig(task_type="CAUSAL_LM", **settings))
    for parameter in model.parameters():
        if parameter.requires_grad:
            torch.nn.init.normal_(parameter, std=0.1)
    model.base_model.model.config._name_or_path = family
    model.peft_config["default"].base_model_name_or_path = family
    model.save_pretrained(out / name)
    (out / name / "README.md").unlink(missing_ok=True)
    model.double().eval()
    pairs = json.loads((goldens / "preferences" / family / "preferences.json").read_text())["pairs"]
    rows, losses = [], []
    for pair in pairs:
        prompt, chosen, rejected = pair["prompt_ids"], pair["chosen_ids"], pair["rejected_ids"]
        with torch.no_grad(), model.disable_adapter():
            ref = [summed_logps(model, prompt, side) for side in (chosen, rejected)]
        policy = [summed_logps(model, prompt, side) for side in (chosen, rejected)]
        losses.append(-torch.nn.functional.logsigmoid(BETA * ((policy[0] - ref[0]) - (policy[1] - ref[1]))))
        rows.append({"policy_chosen_logp": policy[0].item(), "policy_rejected_logp": policy[1].item(),
                     "ref_chosen_logp": ref[0].item(), "ref_rejected_logp": ref[1].item()})
    loss = torch.stack(losses).mean()
    loss.backward()
    gradients = {n.replace(".default.", "."): p.grad.contiguous() for n, p in model.named_parameters() if p.requires_grad}
    save_file(gradients, out / name / "gradients.safetensors")
    (out / name / "reference.json").write_text(
        json.dumps({"model": family, "beta": BETA, "mean_loss": loss.item(), "pairs": rows}, indent=1) + "\n")


if __name__ == "__main__":
    goldens, out = map(Path, sys.argv[1:3])
    for name, (family, settings) in CASES.items():
        case(goldens, out, name, family, settings)
