"""Reference numbers of AdamW with moments of 8 bits, by bitsandbytes and TRL on a CPU.

    python adamw_8bit.py GOLDENS OUT

GOLDENS holds trajectories/data.json, trajectories/tokenizer and nf4/init; OUT gets

    trajectory.json    TRL's DPOTrainer with optim="adamw_8bit" over all weights of nf4/init in float32, step by step,
                       and what the moments are in the end
    rounding.json      the 256 levels of numbers of any sign and of those that are never negative, and the codes and
                       factors of some blocks

bitsandbytes rounds to the nearest level by bounds between levels, in its CUDA kernels and where a device has none of
its own. Its kernel for CPUs alone takes a shortcut that misses the nearest level of many small numbers; here it is
replaced by the rule of the others.

Made with torch 2.15.0, transformers 5.24.0, trl 1.16.0, bitsandbytes 0.50.2.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
import bitsandbytes.backends.cpu.ops as cpu
import bitsandbytes.functional as bnb
import torch
from datasets import Dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, PrinterCallback
from trl import DPOConfig, DPOTrainer

STEPS = 40
SETTINGS = dict(max_steps=STEPS, per_device_train_batch_size=4, gradient_accumulation_steps=1, optim="adamw_8bit",
                learning_rate=1e-3, lr_scheduler_type="linear", warmup_steps=4, weight_decay=0.01, max_grad_norm=1.0,
                beta=0.1, loss_type=["sigmoid"], train_sampling_strategy="sequential", max_length=128)
LOGGED = ["loss", "grad_norm", "learning_rate", "rewards/chosen", "rewards/rejected", "rewards/accuracies",
          "rewards/margins", "logps/chosen", "logps/rejected"]
BLOCK = 256


def nearest(numbers, levels):
    """Codes and factors, by bounds between levels."""
    flat = numbers.reshape(-1)
    blocks = flat.split(BLOCK)
    factors = torch.stack([b.abs().max() for b in blocks])
    scaled = torch.cat([b / f.clamp(min=1e-38) for b, f in zip(blocks, factors)])
    return torch.bucketize(scaled, (levels[:-1] + levels[1:]) / 2).to(torch.uint8).reshape(numbers.shape), factors


def quantise(numbers, levels, factors, codes, block):
    assert block == BLOCK
    c, f = nearest(numbers, levels)
    codes.copy_(c)
    factors.copy_(f)


cpu._quant_blockwise_fp32_direct = quantise


def rounding():
    torch.manual_seed(3)
    signed, unsigned = bnb.create_dynamic_map(True), bnb.create_dynamic_map(False)
    wide = torch.randn(2 * BLOCK) * 10 ** (torch.rand(2 * BLOCK) * 8 - 8)
    tiny = torch.randn(BLOCK) * 1e-30
    some = torch.cat([torch.tensor([-2.0, 0.5, 1.0, -0.0]), torch.zeros(40), torch.randn(60)])
    numbers = torch.cat([wide, tiny, some])
    result = {"levels": {"signed": signed.tolist(), "unsigned": unsigned.tolist()}, "numbers": numbers.tolist()}
    for name, levels, x in (("signed", signed, numbers), ("unsigned", unsigned, numbers.abs())):
        codes, factors = nearest(x, levels)
        result[name] = {"codes": codes.tolist(), "factors": factors.tolist()}
    return result


def train(goldens, pairs):
    model = AutoModelForCausalLM.from_pretrained(goldens / "nf4" / "init", attn_implementation="eager",
                                                 dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(goldens / "trajectories" / "tokenizer")
    rows = [{k: p[k] for k in ("prompt", "chosen", "rejected")} for p in pairs]
    with tempfile.TemporaryDirectory() as scratch:
        args = DPOConfig(output_dir=scratch, logging_steps=1, save_strategy="no", report_to="none", use_cpu=True,
                         bf16=False, fp16=False, gradient_checkpointing=False, disable_tqdm=True, seed=42, **SETTINGS)
        trainer = DPOTrainer(model=model, args=args, train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
        for row, p in zip(trainer.train_dataset, pairs):
            assert row["prompt_ids"] == p["prompt_ids"] and row["chosen_ids"] == p["chosen_ids"]
        trainer.remove_callback(PrinterCallback)
        trainer.train()
        logs = [x for x in trainer.state.log_history if "loss" in x and "grad_norm" in x]
        optimizer = trainer.optimizer
        optimizer = getattr(optimizer, "optimizer", optimizer)
        kinds = {name: str(optimizer.state[p]["state1"].dtype).removeprefix("torch.")
                 for name, p in trainer.model.named_parameters()}
    assert len(logs) == STEPS, len(logs)
    return {m: [float(x[m]) for x in logs] for m in LOGGED}, kinds


if __name__ == "__main__":
    goldens, out = map(Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    pairs = json.loads((goldens / "trajectories" / "data.json").read_text())["pairs"]
    (out / "rounding.json").write_text(json.dumps(rounding(), separators=(",", ":")) + "\n")
    steps, kinds = train(goldens, pairs)
    golden = {"made_by": "trl.DPOTrainer, bitsandbytes AdamW in 8 bits, float32", "data": "trajectories/data.json",
              "settings": SETTINGS, "steps": steps, "state1": kinds}
    (out / "trajectory.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
