# SPDX-License-Identifier: Apache-2.0
"""Makes the records beside this file anew, with the libraries that README.md names: python make.py, in this folder."""

import json
import os
import shutil
import sys
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1", TENSORBOARD_LOGGING_DIR="trl/runs/first")

import tensorboardX
import torch
from datasets import Dataset
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
from torch.utils.tensorboard import SummaryWriter
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

sys.path.insert(0, "../../../../../docs/trl-callback")
from dpo_workbench_callback import WorkbenchCallback

GOLDENS = Path("../goldens/trajectories")


def trainer(output, report_to):
    pairs = json.loads((GOLDENS / "data.json").read_text())["pairs"]
    rows = [{side: pair[side] for side in ("prompt", "chosen", "rejected")} for pair in pairs]
    config = DPOConfig(
        output_dir=output, report_to=report_to, max_steps=10, per_device_train_batch_size=4,
        per_device_eval_batch_size=4, logging_steps=1, eval_strategy="steps", eval_steps=5, eval_on_start=True,
        save_steps=5, use_cpu=True, bf16=False, gradient_checkpointing=False, learning_rate=1e-3, beta=0.1,
        max_length=128, train_sampling_strategy="sequential", disable_tqdm=True)
    return DPOTrainer(
        model=AutoModelForCausalLM.from_pretrained(GOLDENS / "gpt2_init", dtype=torch.float32), args=config,
        train_dataset=Dataset.from_list(rows[:32]), eval_dataset=Dataset.from_list(rows[32:42]),
        processing_class=AutoTokenizer.from_pretrained(GOLDENS / "tokenizer"))


def tensors():
    second = 1_700_000_000
    with SummaryWriter("tensors") as writer:
        for step in range(1, 6):
            writer.add_scalar("train/loss", 0.5 / step, step, second + step, new_style=True)
            writer.add_scalar("train/rewards/margins", 0.125 * step, step, second + step, new_style=True,
                              double_precision=True)
            writer.add_scalar("mine/temperature", 20 + step, step, second + step)
            writer.add_text("note", "text", step)
        writer.add_histogram("weights", torch.arange(10.0), 5)
    with SummaryWriter("tensors", purge_step=4) as writer:
        for step in range(4, 7):
            writer.add_scalar("train/loss", 10.0 + step, step, second + 100 + step, new_style=True)
    with tensorboardX.SummaryWriter("tensorboardx") as writer:
        for step in range(4):
            writer.add_scalar("eval/rewards/accuracies", step / 4, step, walltime=second + step)
            writer.add_scalar("loss", 1 / (1 + step), step, walltime=second + step)


def expected(folder):
    events = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    scalars = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()["scalars"]}
    for tag in events.Tags()["tensors"]:
        values = [(e.step, tensor_util.make_ndarray(e.tensor_proto)) for e in events.Tensors(tag)]
        if all(value.dtype.kind == "f" and value.size == 1 for _, value in values):
            scalars[tag] = [[step, float(value)] for step, value in values]
    told = {"read_by": "tensorboard 2.21.0, EventAccumulator", "scalars": dict(sorted(scalars.items()))}
    Path(folder, "expected.json").write_text(json.dumps(told, separators=(",", ":")))


for folder in ("trl", "tensors", "tensorboardx", "recorded"):
    shutil.rmtree(folder, ignore_errors=True)
torch.set_num_threads(1)
trainer("trl", "tensorboard").train()
recorded = trainer("recorded/checkpoints", "none")
with WorkbenchCallback(recorded, "recorded"):
    recorded.train()
tensors()
for folder in ("trl/runs/first", "tensors", "tensorboardx"):
    expected(folder)
