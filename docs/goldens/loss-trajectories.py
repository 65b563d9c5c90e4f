"""Training runs of the libraries for `engine/src/test/resources/goldens/trajectories`: per-step columns, no weights.

Every run starts from the tiny GPT-2 there, takes the 48 pairs of `data.json` in file order, wrapping around, and is
trained twice by the library's own trainer: in float32 and, with the model's weights widened, in float64. KTO takes each
pair as two completions, the chosen one desirable. ORPO's likelihood term is taken over the completion alone.

Made with torch 2.15.0, transformers 5.23.0, trl 1.16.0 on a CPU:
    python loss-trajectories.py engine/src/test/resources/goldens/trajectories [NAME ...]
"""

import json
import os
import sys
import tempfile

os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from datasets import Dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, PrinterCallback
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer

STEPS = 60
BASE = dict(max_steps=STEPS, per_device_train_batch_size=4, gradient_accumulation_steps=1, optim="adamw_torch",
            learning_rate=1e-3, lr_scheduler_type="constant", warmup_steps=0, weight_decay=0.0, max_grad_norm=1.0,
            beta=0.1, train_sampling_strategy="sequential", max_length=128)
RUNS = {
    "gpt2_robust": dict(loss_type=["robust"], label_smoothing=0.1),
    "gpt2_sum": dict(loss_type=["sigmoid", "bco_pair", "sft"], loss_weights=[0.8, 0.2, 1.0], gradient_accumulation_steps=2),
    "gpt2_aot": dict(loss_type=["aot"], gradient_accumulation_steps=2),
    "gpt2_aot_unpaired": dict(loss_type=["aot_unpaired"], label_smoothing=0.1),
    "gpt2_ld_alpha": dict(loss_type=["sigmoid"], ld_alpha=0.3),
    "gpt2_wpo": dict(loss_type=["sigmoid"], use_weighting=True),
    "gpt2_js": dict(loss_type=["sigmoid"], f_divergence_type="js_divergence"),
    "gpt2_kto": dict(loss_type="kto", desirable_weight=1.0, undesirable_weight=1.5),
    "gpt2_apo_zero_unpaired": dict(loss_type="apo_zero_unpaired", per_device_train_batch_size=6,
                                   gradient_accumulation_steps=2),
    "gpt2_simpo": dict(loss_type="simpo", beta=2.0, simpo_gamma=1.0, cpo_alpha=0.0),
    "gpt2_cpo": dict(loss_type="sigmoid", cpo_alpha=0.5),
    "gpt2_orpo": dict(),
}
LOGGED = ["loss", "grad_norm", "learning_rate", "rewards/chosen", "rewards/rejected", "rewards/accuracies",
          "rewards/margins", "logps/chosen", "logps/rejected", "kl", "nll_loss"]


def unpaired(pairs):
    rows = []
    for p in pairs:
        rows.append({"prompt": p["prompt"], "completion": p["chosen"], "label": True})
        rows.append({"prompt": p["prompt"], "completion": p["rejected"], "label": False})
    return rows


def tokenised(pairs):
    """What CPO's and ORPO's trainers make of pairs, with the goldens' token ids."""
    rows = []
    for p in pairs:
        row = {"prompt": p["prompt"], "chosen": p["chosen"], "rejected": p["rejected"]}
        for side in ("chosen", "rejected"):
            ids = p["prompt_ids"] + p[side + "_ids"]
            row[f"{side}_input_ids"] = ids
            row[f"{side}_attention_mask"] = [1] * len(ids)
            row[f"{side}_labels"] = [-100] * len(p["prompt_ids"]) + p[side + "_ids"]
        row["prompt_input_ids"] = p["prompt_ids"]
        row["prompt_attention_mask"] = [1] * len(p["prompt_ids"])
        rows.append(row)
    return rows


def check_tokens(dataset, pairs, kto):
    """The trainer trains on the goldens' ids."""
    rows = dataset[:]
    for i, p in enumerate(pairs):
        if kto:
            assert rows["prompt_ids"][2 * i] == p["prompt_ids"] and rows["completion_ids"][2 * i] == p["chosen_ids"]
            assert rows["completion_ids"][2 * i + 1] == p["rejected_ids"]
        else:
            assert rows["prompt_ids"][i] == p["prompt_ids"] and rows["chosen_ids"][i] == p["chosen_ids"], i
            assert rows["rejected_ids"][i] == p["rejected_ids"]


def trainer_of(name, settings, model, reference, tokenizer, pairs, folder):
    common = dict(output_dir=folder, logging_steps=1, save_strategy="no", report_to="none", use_cpu=True, bf16=False,
                  fp16=False, gradient_checkpointing=False, disable_tqdm=True, seed=42, logging_first_step=False)
    if name in ("gpt2_simpo", "gpt2_cpo", "gpt2_orpo"):
        from trl.experimental.cpo import CPOConfig, CPOTrainer
        from trl.experimental.orpo import ORPOConfig, ORPOTrainer
        config, trainer = (ORPOConfig, ORPOTrainer) if name == "gpt2_orpo" else (CPOConfig, CPOTrainer)
        args = config(**common, remove_unused_columns=False, **settings)
        made = trainer(model=model, args=args, train_dataset=Dataset.from_list(
            [{k: p[k] for k in ("prompt", "chosen", "rejected")} for p in pairs]), processing_class=tokenizer)
        made.train_dataset = Dataset.from_list(tokenised(pairs))
        if name == "gpt2_orpo":  # its likelihood term over the completion alone, as its CPO brother has it
            def forward(m, batch):
                c = made.concatenated_inputs(batch, is_encoder_decoder=False, padding_value=made.padding_value, device="cpu")
                n = batch["chosen_labels"].shape[0]
                logits = m(c["concatenated_input_ids"], attention_mask=c["concatenated_attention_mask"], use_cache=False).logits
                labels = c["concatenated_labels"]
                nll = torch.nn.functional.cross_entropy(logits[:n, :-1].reshape(-1, logits.shape[-1]),
                                                        labels[:n, 1:].reshape(-1))
                logps = made.get_batch_logps(logits, labels.clone(), average_log_prob=True)
                return logps[:n], logps[n:], logits[:n, :-1], logits[n:, :-1], nll
            made.concatenated_forward = forward
            # The library's odds ratio is in float32 whatever the model is.
            def odds(chosen, rejected):
                def rest(x):
                    return torch.where(x < -0.6931471805599453, torch.log1p(-torch.exp(x)), torch.log(-torch.expm1(x)))
                log_odds = (chosen - rejected) - (rest(chosen) - rest(rejected))
                ratio = torch.nn.functional.logsigmoid(log_odds)
                return made.beta * ratio, made.beta * chosen.detach(), made.beta * rejected.detach(), ratio.mean(), log_odds.mean()
            made.odds_ratio_loss = odds
        return made
    kto = name in ("gpt2_kto", "gpt2_apo_zero_unpaired")
    rows = unpaired(pairs) if kto else [{k: p[k] for k in ("prompt", "chosen", "rejected")} for p in pairs]
    args = (KTOConfig if kto else DPOConfig)(**common, **settings)
    made = (KTOTrainer if kto else DPOTrainer)(model=model, ref_model=reference, args=args,
                                                train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
    check_tokens(made.train_dataset, pairs, kto)
    return made


def run(name, settings, root, dtype):
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(root + "/gpt2_init", attn_implementation="eager", dtype=torch.float32).to(dtype)
    reference = AutoModelForCausalLM.from_pretrained(root + "/gpt2_init", attn_implementation="eager", dtype=torch.float32).to(dtype)
    tokenizer = AutoTokenizer.from_pretrained(root + "/tokenizer")
    pairs = json.load(open(root + "/data.json"))["pairs"]
    with tempfile.TemporaryDirectory() as folder:
        trainer = trainer_of(name, settings, model, reference, tokenizer, pairs, folder)
        trainer.remove_callback(PrinterCallback)
        trainer.train()
        logs = [x for x in trainer.state.log_history if "loss" in x and "grad_norm" in x]
    assert len(logs) == STEPS, len(logs)
    # The trainer adds losses up in float32 whatever the model is.
    return {m: [float(x[m]) for x in logs] for m in LOGGED if m in logs[0]}


if __name__ == "__main__":
    root = sys.argv[1]
    for name, more in RUNS.items():
        if len(sys.argv) > 2 and name not in sys.argv[2:]:
            continue
        settings = BASE | more
        steps = run(name, settings, root, torch.float32)
        exact = run(name, settings, root, torch.float64)
        worst = max(abs(a - b) for a, b in zip(steps["loss"], exact["loss"]))
        print(name, "loss float32 - float64:", worst, "first", exact["loss"][:3], flush=True)
        os.makedirs(f"{root}/{name}", exist_ok=True)
        trainer = {"gpt2_simpo": "CPOTrainer", "gpt2_cpo": "CPOTrainer", "gpt2_orpo": "ORPOTrainer", "gpt2_kto": "KTOTrainer",
                   "gpt2_apo_zero_unpaired": "KTOTrainer"}.get(name, "DPOTrainer")
        golden = {"made_by": f"trl.{trainer}, float32 and float64", "initial_and_reference_model": "trajectories/gpt2_init",
                  "data": "trajectories/data.json", "settings": settings, "steps": steps, "float64_steps": exact}
        json.dump(golden, open(f"{root}/{name}/trajectory.json", "w"), separators=(",", ":"))
