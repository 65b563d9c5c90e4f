"""Reference numbers of an adapter over a base in NF4 (QLoRA), by bitsandbytes, peft and TRL on a CPU.

    python nf4.py GOLDENS OUT

GOLDENS holds trajectories/data.json and trajectories/tokenizer; OUT gets

    init/               a small Llama in bfloat16, of random weights
    adapter_initial/    a LoRA adapter that peft made for it
    trajectory.json     TRL's DPOTrainer over the model loaded in 4 bits (float32 computing, the adapter float32 again,
                        which TRL rounds to bfloat16 over such a base), step by step
    numbers.safetensors what bitsandbytes makes of two of its matrices and of numbers at NF4's edges, dequantised
    gpt2/               a small GPT-2, whose files have inputs as rows, in bfloat16
    gpt2.json           log-probs of pairs in float64 under its dequantised weights
    logps.json          log-probs of pairs in float64 under the dequantised weights, without the adapter

Made with torch 2.15.0, transformers 5.23.0, peft 0.21.2, trl 1.16.0, bitsandbytes 0.50.2.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
import bitsandbytes.functional as bnb
import torch
from bitsandbytes.nn import Linear4bit
from datasets import Dataset
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import (AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, GPT2Config, GPT2LMHeadModel,
                          LlamaConfig, LlamaForCausalLM, PrinterCallback)
from transformers.pytorch_utils import Conv1D
from trl import DPOConfig, DPOTrainer

STEPS = 40
SETTINGS = dict(max_steps=STEPS, per_device_train_batch_size=4, gradient_accumulation_steps=1, optim="adamw_torch",
                learning_rate=1e-3, lr_scheduler_type="constant", warmup_steps=0, weight_decay=0.0, max_grad_norm=1.0,
                beta=0.1, loss_type=["sigmoid"], train_sampling_strategy="sequential", max_length=128)
LORA = dict(r=4, alpha=8, target_modules=["q_proj", "v_proj", "up_proj", "down_proj"], dropout=0.0)
LOGGED = ["loss", "grad_norm", "learning_rate", "rewards/chosen", "rewards/rejected", "rewards/accuracies",
          "rewards/margins", "logps/chosen", "logps/rejected"]
FOUR_BITS = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.float32)


def make_model(folder):
    torch.manual_seed(4)
    config = LlamaConfig(vocab_size=258, hidden_size=64, intermediate_size=192, num_hidden_layers=2, num_attention_heads=4,
                         num_key_value_heads=2, max_position_embeddings=128, bos_token_id=256, eos_token_id=256,
                         initializer_range=0.15, tie_word_embeddings=False)
    LlamaForCausalLM(config).to(torch.bfloat16).save_pretrained(folder)


def make_gpt2(folder):
    torch.manual_seed(9)
    config = GPT2Config(vocab_size=258, n_embd=64, n_head=4, n_layer=1, n_positions=128, bos_token_id=256,
                        eos_token_id=256, initializer_range=0.15)
    GPT2LMHeadModel(config).to(torch.bfloat16).save_pretrained(folder)


def four_bits(folder):
    return AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32,
                                                quantization_config=FOUR_BITS, device_map="cpu")


def dequantised(linear):
    return bnb.dequantize_4bit(linear.weight.data, linear.weight.quant_state)


def edges():
    """Every level, every midpoint between two and its neighbours, a block of zeros, tiny and huge numbers."""
    code = bnb.get_4bit_type("nf4", device="cpu").float()
    middle = (code[:-1] + code[1:]) / 2
    up, down = torch.full_like(middle, 2.0), torch.full_like(middle, -2.0)
    numbers = torch.cat([code, middle, torch.nextafter(middle, up), torch.nextafter(middle, down), torch.ones(3)])
    torch.manual_seed(5)
    rows = [numbers, torch.zeros(64), torch.randn(64) * 1e-30, torch.randn(64) * 1e30,
            -numbers * 0.37]
    return torch.stack(rows)


def logps(folder, pairs, quantised):
    model = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    with torch.no_grad():
        for (name, linear) in quantised.named_modules():
            if isinstance(linear, Linear4bit):
                own = model.get_submodule(name)
                own.weight.copy_(dequantised(linear).T if isinstance(own, Conv1D) else dequantised(linear))
    model.double().eval()

    def of(prompt, completion):
        ids = torch.tensor([prompt + completion])
        with torch.no_grad():
            rows = torch.log_softmax(model(ids).logits[0].double()[len(prompt) - 1 : -1], -1)
        return rows.gather(1, torch.tensor(completion)[:, None]).sum().item()

    return [{side: of(p["prompt_ids"], p[side + "_ids"]) for side in ("chosen", "rejected")} for p in pairs]


def train(folder, goldens, out, pairs):
    torch.manual_seed(6)
    model = get_peft_model(four_bits(folder), LoraConfig(
        task_type="CAUSAL_LM", r=LORA["r"], lora_alpha=LORA["alpha"], target_modules=LORA["target_modules"],
        lora_dropout=LORA["dropout"]))
    tokenizer = AutoTokenizer.from_pretrained(goldens / "trajectories" / "tokenizer")
    rows = [{k: p[k] for k in ("prompt", "chosen", "rejected")} for p in pairs]
    with tempfile.TemporaryDirectory() as scratch:
        args = DPOConfig(output_dir=scratch, logging_steps=1, save_strategy="no", report_to="none", use_cpu=True,
                         bf16=False, fp16=False, gradient_checkpointing=False, disable_tqdm=True, seed=42, **SETTINGS)
        trainer = DPOTrainer(model=model, args=args, train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
        for row, p in zip(trainer.train_dataset, pairs):
            assert row["prompt_ids"] == p["prompt_ids"] and row["chosen_ids"] == p["chosen_ids"]
        for parameter in trainer.model.parameters():
            if parameter.requires_grad:  # TRL has rounded the adapter's to bfloat16
                parameter.data = parameter.data.float()
        trainer.model.peft_config["default"].base_model_name_or_path = "nf4/init"
        trainer.model.save_pretrained(out / "adapter_initial", selected_adapters=["default"])
        (out / "adapter_initial" / "README.md").unlink(missing_ok=True)
        trainer.remove_callback(PrinterCallback)
        trainer.train()
        logs = [x for x in trainer.state.log_history if "loss" in x and "grad_norm" in x]
    assert len(logs) == STEPS, len(logs)
    return {m: [float(x[m]) for x in logs] for m in LOGGED}


if __name__ == "__main__":
    goldens, out = map(Path, sys.argv[1:3])
    pairs = json.loads((goldens / "trajectories" / "data.json").read_text())["pairs"]
    make_model(out / "init")
    quantised = four_bits(out / "init")
    assert not isinstance(quantised.lm_head, Linear4bit)
    layer = quantised.model.layers[1]
    numbers = edges()
    save_file({
        "model.layers.1.self_attn.k_proj.weight": dequantised(layer.self_attn.k_proj),
        "model.layers.1.mlp.down_proj.weight": dequantised(layer.mlp.down_proj),
        "edges": numbers,
        "edges_dequantised": bnb.dequantize_4bit(*bnb.quantize_4bit(numbers, blocksize=64, quant_type="nf4")),
    }, out / "numbers.safetensors")
    (out / "logps.json").write_text(json.dumps(logps(out / "init", pairs[:8], quantised), indent=1) + "\n")
    make_gpt2(out / "gpt2")
    (out / "gpt2.json").write_text(
        json.dumps(logps(out / "gpt2", pairs[:8], four_bits(out / "gpt2")), indent=1) + "\n")
    steps = train(out / "init", goldens, out, pairs)
    golden = {"made_by": "trl.DPOTrainer, peft LoRA over bitsandbytes NF4, float32", "data": "trajectories/data.json",
              "settings": SETTINGS | {"lora": LORA}, "steps": steps}
    (out / "trajectory.json").write_text(json.dumps(golden, separators=(",", ":")))
