# SPDX-License-Identifier: Apache-2.0
"""Records a TRL DPO run in DPO Workbench's run folder, so that the workbench follows it as one of its own.

    trainer = DPOTrainer(...)
    with WorkbenchCallback(trainer, "my-project/runs/trl-dpo", data=["preferences/train.jsonl"]):
        trainer.train()

README.md beside this file says what is written and which versions are supported; docs/run-folder.md is the format.
"""

import atexit
import csv
import gzip
import hashlib
import io
import itertools
import json
import math
import os
import platform
import socket
import struct
import sys
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

import psutil  # comes with accelerate
import torch
import transformers
import trl
from transformers import TrainerCallback

try:
    import fcntl
except ImportError:  # Windows: no lock; nothing else may write the run folder
    fcntl = None

LOCKED_BYTE = 2**63 - 2  # far behind any line; see docs/run-folder.md
OPTIMIZERS = {"adamw_torch": "adamw_torch", "adamw_torch_fused": "adamw_torch", "adamw_8bit": "adamw_8bit",
              "adamw_bnb_8bit": "adamw_8bit", "paged_adamw_32bit": "adamw_torch", "paged_adamw_8bit": "adamw_8bit",
              "rmsprop": "rmsprop"}
SCHEDULERS = {"linear", "cosine", "constant", "constant_with_warmup"}
LOSSES = {"sigmoid", "hinge", "ipo"}
DTYPES = {torch.float32: "float32", torch.float16: "float16", torch.bfloat16: "bfloat16"}
TRL_OWN = ("num_tokens",)  # same name as a metric of the workbench, another number: TRL counts prompts twice


class WorkbenchCallback(TrainerCallback):
    """Writes journal, configuration, provenance, lease and per-pair files of one run; honours pause and stop.

    trainer:   a DPOTrainer; the callback adds itself
    folder:    the run folder, best a new one under a project's runs/
    data:      the preference files trained on, for the record; they are hashed
    eval_data: the held-out files
    pairs:     whether each evaluation is followed by a second pass that writes a number for every pair
    """

    def __init__(self, trainer, folder, data=(), eval_data=(), pairs=True):
        self.trainer = trainer
        self.folder = Path(folder).absolute()
        self.data = [Path(file).absolute() for file in data]
        self.eval_data = [Path(file).absolute() for file in eval_data]
        self.pairs = pairs
        self.config = run_config(trainer, self.data, self.eval_data)  # refuses what the workbench cannot say
        self.journal = None
        self.lease = None
        self.stop_request = None
        self.last_request = None
        self.step_began = None
        self.step_seconds = []
        trainer.add_callback(self)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.close(error)

    def close(self, error=None):
        """Ends the record of a run that has not told its end: with the error, or with what is known."""
        if self.journal is None:
            return
        message = f"{type(error).__name__}: {error}" if error else "The process ended before the training did."
        self._end("failed", step=self.trainer.state.global_step, message=message)

    # What the trainer tells, in the order of a run

    def on_train_begin(self, args, state, control, **kwargs):
        if not state.is_world_process_zero:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(self.folder / "journal.jsonl")
        begun = self.journal.begun
        if begun and state.global_step == 0:
            self.journal.close()
            self.journal = None
            raise FileExistsError(
                f"{self.folder} holds a run already. Name another folder, or resume it:"
                " trainer.train(resume_from_checkpoint=...)."
            )
        (self.folder / "control").unlink(missing_ok=True)
        self.lease = Lease(self.folder / "lease", self.journal.length)
        atexit.register(self._at_exit)
        who = {"pid": os.getpid(), "host": socket.gethostname(), "total_steps": state.max_steps}
        if begun:
            self.journal.append("resumed", from_step=state.global_step, **who)
        else:
            replace(self.folder / "config.yaml", yaml_text(self.config))
            replace(self.folder / "provenance.json", json.dumps(self._provenance(), indent=2))
            self.journal.append("started", **who)

    def on_step_begin(self, args, state, control, **kwargs):
        self.step_began = time.monotonic()

    def on_step_end(self, args, state, control, **kwargs):
        if self.journal is None:
            return
        self.step_seconds.append(time.monotonic() - self.step_began)
        if args.world_size == 1:  # with several processes a stop would have to reach all in the same step
            self._obey(control)

    def on_log(self, args, state, control, logs=None, **kwargs):
        if self.journal is None or "loss" not in (logs or {}):
            return  # evaluations come by themselves; the summary at the end belongs to no step
        self.journal.append("step", step=state.global_step, metrics=self._metrics(logs, "") | self._speed(args))
        self.step_seconds.clear()

    def on_evaluate(self, args, state, control, metrics=None, **kwargs):
        if self.journal is None:
            return
        told = {name: value for name, value in (metrics or {}).items() if name.startswith("eval_")}
        metrics, file = self._metrics(told, "eval_"), {}
        rows = self._pair_rows(args, state)
        if rows:
            file["pairs"] = f"pairs-step-{state.global_step:06d}.csv.gz"
            write_pairs(self.folder / file["pairs"], rows)
            metrics |= {f"eval_{name}": value for name, value in means(rows, self.trainer.beta).items()}
        self.journal.append("evaluation", step=state.global_step, metrics=metrics, **file)

    def on_save(self, args, state, control, **kwargs):
        checkpoint = Path(args.output_dir).absolute() / f"checkpoint-{state.global_step}"
        if self.journal is not None and checkpoint.is_dir():
            self.journal.append("checkpoint", step=state.global_step, path=relative(checkpoint, self.folder))

    def on_train_end(self, args, state, control, **kwargs):
        if self.journal is None:
            return
        if self.stop_request:
            self._end("state", state="STOPPED", request=self.stop_request)
        else:
            self._end("finished", step=state.global_step, model=relative(Path(args.output_dir), self.folder))

    # Requests

    def _obey(self, control):
        request = self._request()
        if request and request["kind"] == "pause":
            self.journal.append("state", state="PAUSED", request=request["id"])
            while not (request := self._request()) or request["kind"] not in ("resume", "stop"):
                control.should_save |= bool(request) and request["kind"] == "checkpoint"  # written when it goes on
                time.sleep(0.2)
            if request["kind"] == "resume":
                self.journal.append("state", state="RUNNING", request=request["id"])
        if request and request["kind"] in ("stop", "checkpoint"):
            control.should_save = True
        if request and request["kind"] == "stop":
            control.should_training_stop = True
            self.stop_request = request["id"]

    def _request(self):
        """The request that came since the last look; one that cannot be read is no request."""
        try:
            request = json.loads((self.folder / "control").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(request, dict) or request.get("id") in (None, self.last_request):
            return None
        self.last_request = request["id"]
        return request if "kind" in request else None

    # Numbers

    def _metrics(self, logs, prefix):
        """TRL's numbers under the workbench's names; undefined ones are left out."""
        metrics = {}
        for name, value in logs.items():
            if isinstance(value, (int, float)) and math.isfinite(value):
                own = name.removeprefix(prefix) in TRL_OWN
                metrics["trl/" + name if own else name] = float(value)
        for reward, ratio in (
            ("rewards/chosen", "logratios/chosen"),
            ("rewards/rejected", "logratios/rejected"),
            ("rewards/margins", "margins/sum"),
        ):
            if prefix + reward in metrics:  # a reward is beta times a log-ratio, for every loss
                metrics[prefix + ratio] = metrics[prefix + reward] / self.trainer.beta
        return metrics

    def _speed(self, args):
        if not self.step_seconds:
            return {}
        seconds = sum(self.step_seconds) / len(self.step_seconds)
        pairs = args.per_device_train_batch_size * args.gradient_accumulation_steps * args.world_size
        return {"speed/step_ms": 1000 * seconds, "speed/pairs_per_second": pairs / seconds}

    def _pair_rows(self, args, state):
        """A row for every held-out pair; none where they cannot be had, which is said once."""
        if not self.pairs:
            return []
        try:
            if args.world_size > 1:
                raise NotImplementedError("per-pair numbers are computed by single processes only")
            if isinstance(self.trainer.eval_dataset, dict):
                raise NotImplementedError("there are several evaluation sets")
            source = self.eval_data[0].name if len(self.eval_data) == 1 else "eval_dataset"
            return list(pair_rows(self.trainer, state.global_step, source))
        except Exception as e:  # the training matters more than its record
            self.pairs = False
            self.journal.append(
                "warning",
                step=state.global_step,
                code="pairs",
                message=f"No per-pair numbers are recorded: {type(e).__name__}: {e}. The training goes on.",
            )
            return []

    # The record

    def _provenance(self):
        args, model = self.trainer.args, self.config["model"]
        adapter = getattr(self.trainer.model, "peft_config", None)
        trained = " with adapter " + ", ".join(str(c.peft_type.value) for c in adapter.values()) if adapter else ""
        where = torch.cuda.get_device_name(args.device) if args.device.type == "cuda" else args.device.type
        hashed = [{"path": str(file), "sha256": sha256(file)} for file in self.data + self.eval_data]
        weights = {"path": model["model"], "sha256": "unknown"}
        return {
            "code_version": f"trl {trl.__version__}",
            "platform": {
                "jvm": f"Python {platform.python_version()}",
                "os": f"{platform.system()} {platform.release()} {platform.machine()}",
                "cpu": platform.processor() or platform.machine(),
                "processors": os.cpu_count(),
                "host": socket.gethostname(),
            },
            "backend": f"torch {torch.__version__}, transformers {transformers.__version__} on {where}{trained}",
            "threads": torch.get_num_threads(),
            "data": hashed,
            "model": weights,
            "reference": weights | {"path": model["reference"] or model["model"]},
            "seed": args.seed,
            "command_line": " ".join(sys.orig_argv),
        }

    def _end(self, kind, **fields):
        self.journal.append(kind, **fields)
        self.lease.close()
        self.journal.close()
        self.journal = self.lease = None
        atexit.unregister(self._at_exit)

    def _at_exit(self):
        self.close(getattr(sys, "last_value", None))


class Journal:
    """journal.jsonl: whole lines, numbered without gaps, each handed to the system at once."""

    SYNCED = {"started", "resumed", "checkpoint", "state", "finished", "failed"}

    def __init__(self, path):
        self.file = open(path, "r+b" if path.exists() else "w+b", buffering=0)
        if fcntl:
            try:
                fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, LOCKED_BYTE)
            except OSError as e:
                self.file.close()
                raise RuntimeError(f"{path} is being written by another process: this run is going on already.") from e
        whole = self.file.read()
        whole = whole[: whole.rfind(b"\n") + 1]  # a torn last line is cut off
        self.file.truncate(len(whole))
        self.file.seek(len(whole))
        lines = [json.loads(line) for line in whole.splitlines()]
        self.seq = lines[-1]["seq"] if lines else 0
        self.begun = any(line["type"] == "started" for line in lines)
        self.length = len(whole)
        self.lock = threading.Lock()

    def append(self, kind, **fields):
        with self.lock:
            now = datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")
            entry = {"seq": self.seq + 1, "time": now, "type": kind, **fields}
            line = json.dumps(entry, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
            self.file.write(line.encode() + b"\n")
            if kind in self.SYNCED:
                os.fsync(self.file.fileno())
            self.seq += 1

    def close(self):
        self.file.close()  # and with it the lock


class Lease:
    """The file `lease`: this process has the folder and lives; replaced each second."""

    def __init__(self, path, journal_offset):
        self.path = path
        self.journal_offset = journal_offset
        self.start = instant(psutil.Process().create_time())
        self.closed = threading.Event()
        self._write()
        self.heart = threading.Thread(target=self._beat, name="lease-heartbeat", daemon=True)
        self.heart.start()

    def _beat(self):
        while not self.closed.wait(1):
            try:
                self._write()
            except OSError:
                continue  # on this machine the process itself still tells that it lives; the next second tries again

    def _write(self):
        lease = {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "start": self.start,
            "heartbeat": instant(time.time()),
            "journal_offset": self.journal_offset,
        }
        replace(self.path, json.dumps(lease, separators=(",", ":")))

    def close(self):
        self.closed.set()
        self.heart.join()
        self.path.unlink(missing_ok=True)


def pair_rows(trainer, step, source):
    """Log-probs of policy and reference for each held-out pair, summed over the completion, in the dataset's order."""
    model, batch_size = trainer.model, trainer.args.per_device_eval_batch_size
    training = model.training
    model.eval()
    try:
        examples = iter(trainer.eval_dataset)
        line = 0
        while batch := list(itertools.islice(examples, batch_size)):
            inputs = trainer._prepare_inputs(trainer.data_collator(batch))
            with torch.no_grad(), trainer.compute_loss_context_manager():
                policy = sequence_log_probs(model, inputs)
                if "ref_chosen_logps" in inputs:
                    reference = torch.cat((inputs["ref_chosen_logps"], inputs["ref_rejected_logps"]))
                else:  # without a model of its own the reference is the adapter switched off
                    reference = torch.cat(trainer.compute_ref_log_probs(trainer.ref_model or model, inputs))
            scored = inputs["completion_mask"][:, 1:].sum(dim=1)
            prompts = inputs["attention_mask"].sum(dim=1) - inputs["completion_mask"].sum(dim=1)
            columns = [t.tolist() for t in (policy.double(), reference.double(), scored, prompts)]
            for i, example in enumerate(batch):
                line += 1
                yield {
                    "id": pair_id(example, trainer._tokenizer.eos_token),
                    "source": source,
                    "line": line,
                    "step": step,
                    "policy_chosen_logp": columns[0][i],
                    "policy_rejected_logp": columns[0][i + len(batch)],
                    "reference_chosen_logp": columns[1][i],
                    "reference_rejected_logp": columns[1][i + len(batch)],
                    "prompt_tokens": columns[3][i],
                    "chosen_tokens": columns[2][i],
                    "rejected_tokens": columns[2][i + len(batch)],
                }
    finally:
        model.train(training)


def sequence_log_probs(model, inputs):
    """As DPOTrainer computes them: TRL's fused head gives each label's log-prob, and 0 where the label is ignored."""
    given = {k: v for k, v in inputs.items() if k not in ("completion_mask", "ref_chosen_logps", "ref_rejected_logps")}
    labels = inputs["input_ids"].masked_fill(inputs["completion_mask"] == 0, -100)
    log_probs = model(**given, use_cache=False, labels=labels, fused_lm_head=True).log_probs
    return log_probs[:, -(labels.size(1) - 1) :].sum(dim=1)


def pair_id(example, eos):
    """The workbench's id of a pair: a hash of the prompt and the unordered answers, so that it survives a flip."""
    parts = [example[name] for name in ("prompt", "chosen", "rejected") if name in example]
    if len(parts) == 3 and all(isinstance(part, str) for part in parts):
        prompt, *answers = [part.removesuffix(eos or "").encode() for part in parts]
    else:  # conversations and token ids: by their tokens
        ids = (example["prompt_ids"], example["chosen_ids"], example["rejected_ids"])
        prompt, *answers = [struct.pack(f">{len(part)}i", *part) for part in ids]
    digest = hashlib.sha256()
    for part in (prompt, *sorted(answers)):
        digest.update(struct.pack(">i", len(part)) + part)
    return digest.hexdigest()[:16]


def means(rows, beta):
    """The workbench's held-out metrics, over pairs; SEMANTICS of each are told by the window."""
    columns = {name: [] for name in ("chosen", "rejected", "h", "per_chosen", "per_rejected", "ties")}
    for row in rows:
        chosen = row["policy_chosen_logp"] - row["reference_chosen_logp"]
        rejected = row["policy_rejected_logp"] - row["reference_rejected_logp"]
        sizes = sum(abs(row[f"{who}_{side}_logp"]) for who in ("policy", "reference") for side in ("chosen", "rejected"))
        columns["chosen"].append(chosen)
        columns["rejected"].append(rejected)
        columns["h"].append(chosen - rejected)
        columns["per_chosen"].append(chosen / max(1, row["chosen_tokens"]))
        columns["per_rejected"].append(rejected / max(1, row["rejected_tokens"]))
        columns["ties"].append(abs(chosen - rejected) <= 1e-3 + 1e-6 * sizes)
    mean = {name: sum(values) / len(values) for name, values in columns.items()}
    n, accuracy = len(rows), sum(h > 0 for h in columns["h"]) / len(rows)
    low, high = wilson(accuracy, n)
    lengths = [sum(row[f"{side}_tokens"] for row in rows) / n for side in ("chosen", "rejected")]
    return {
        "rewards/chosen": beta * mean["chosen"],
        "rewards/rejected": beta * mean["rejected"],
        "rewards/margins": beta * mean["h"],
        "rewards/accuracies": accuracy,
        "rewards/accuracies_low": low,
        "rewards/accuracies_high": high,
        "rewards/ties": mean["ties"],
        "logps/chosen": sum(row["policy_chosen_logp"] for row in rows) / n,
        "logps/rejected": sum(row["policy_rejected_logp"] for row in rows) / n,
        "logps/accuracies": sum(row["policy_chosen_logp"] > row["policy_rejected_logp"] for row in rows) / n,
        "logratios/chosen": mean["chosen"],
        "logratios/rejected": mean["rejected"],
        "logratios_per_token/chosen": mean["per_chosen"],
        "logratios_per_token/rejected": mean["per_rejected"],
        "margins/sum": mean["h"],
        "margins/mean": mean["per_chosen"] - mean["per_rejected"],
        "weights/mean": sum(1 / (1 + math.exp(min(700, beta * h))) for h in columns["h"]) / n,
        "lengths/chosen": lengths[0],
        "lengths/rejected": lengths[1],
        "lengths/gap": lengths[0] - lengths[1],
    }


def wilson(share, n, z=1.96):
    """Ends of the binomial score interval."""
    middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def write_pairs(path, rows):
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, fieldnames=list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    replace(path, gzip.compress(text.getvalue().encode(), mtime=0))


def run_config(trainer, data, eval_data):
    """config.yaml: the settings that decide the run, in the workbench's words.

    Raises ValueError, with everything that it has no words for; such a run can still be followed by its
    trainer_state.json or its TensorBoard files.
    """
    args, problems = trainer.args, []

    def known(setting, value, allowed):
        if value not in allowed:
            problems.append(f"{setting} is {value!r}, which it does not know; it knows {sorted(allowed)}")
            return next(iter(sorted(allowed)))
        return value

    losses = args.loss_type if isinstance(args.loss_type, list) else [args.loss_type]
    loss = known("loss_type", losses[0] if len(losses) == 1 else tuple(losses), LOSSES)
    optim = known("optim", getattr(args.optim, "value", args.optim), OPTIMIZERS)
    schedule = known("lr_scheduler_type", getattr(args.lr_scheduler_type, "value", args.lr_scheduler_type), SCHEDULERS)
    known("truncation_mode", args.truncation_mode, {"keep_start"})
    known("f_divergence_type", getattr(args.f_divergence_type, "value", args.f_divergence_type), {"reverse_kl"})
    for setting, off in (("use_weighting", False), ("ld_alpha", None)):
        known(setting, getattr(args, setting), {off})
    if problems:
        raise ValueError("DPO Workbench has no words for this run: " + "; ".join(problems) + ".")

    model, reference = (name_of(m) if m is not None else None for m in (trainer.model, trainer.ref_model))
    epochs = float(args.num_train_epochs)
    return {
        "objective": "dpo",
        "model": {
            "model": model,
            "reference": reference if reference != model else None,
            "save_dtype": DTYPES.get(trainer.model.dtype, "float32"),
        },
        "data": {
            "data": [str(file) for file in data] or ["train_dataset"],
            "eval_data": [str(file) for file in eval_data],
            "columns": {"prompt": None, "chosen": None, "rejected": None},
            "prompt_extraction": "common_prefix",
            "held_out": 0.0,
            "split_seed": 42,
            "max_length": args.max_length,
            "score_user_turns": True,
            "skip_invalid": False,
            "max_pairs": None,
            "chat_template": None,
            "truncation_mode": "keep_start",
            "max_prompt_length": None,
        },
        "loss": {
            "loss_type": loss,
            "beta": float(args.beta),
            "label_smoothing": 0.0,  # sigmoid, hinge and ipo of TRL have none, whatever is set
            "ipo_normalisation": "mean",
        },
        "optimizer": {
            "optim": OPTIMIZERS[optim],
            "learning_rate": float(args.learning_rate),
            "lr_scheduler_type": schedule,
            "warmup_steps": 0.0 if schedule == "constant" else float(args.warmup_steps or 0),
            "weight_decay": float(args.weight_decay),
            "max_grad_norm": float(args.max_grad_norm or 0),
            "adam_beta1": float(args.adam_beta1),
            "adam_beta2": float(args.adam_beta2),
            "adam_epsilon": float(args.adam_epsilon),
        },
        "batch": {
            "per_device_train_batch_size": args.per_device_train_batch_size,
            "gradient_accumulation_steps": args.gradient_accumulation_steps * args.world_size,
            "num_train_epochs": epochs,
            "max_steps": args.max_steps if args.max_steps > 0 else None,
            "train_sampling_strategy": args.train_sampling_strategy,
            "seed": args.seed,
            "max_tokens_per_micro_batch": 2048,
        },
        "evaluation": {
            "eval_steps": interval(args.eval_strategy, args.eval_steps, epochs),
            "sample_prompts": 0,
            "sample_max_new_tokens": 1,
            "sample_temperature": 0.0,
        },
        "checkpoint": {
            "save_steps": interval(args.save_strategy, args.save_steps, epochs),
            "save_total_limit": args.save_total_limit,
        },
        "device": {"device": "cuda" if args.device.type == "cuda" else "cpu", "threads": torch.get_num_threads()},
    }


def interval(strategy, steps, epochs):
    """Steps between two events, or a share of all steps; 0 where they come at the end or never."""
    strategy = getattr(strategy, "value", strategy)
    if strategy == "steps":
        return float(steps or 0)
    return 1 / epochs if strategy == "epoch" and epochs > 1 else 0.0


def name_of(model):
    return getattr(model.config, "_name_or_path", "") or type(model).__name__


def yaml_text(tree, indent=""):
    """The block style of YAML for nested dicts, lists and plain values."""
    text = ""
    for key, value in tree.items():
        if isinstance(value, dict):
            text += f"{indent}{key}:\n" + yaml_text(value, indent + "  ")
        elif isinstance(value, list) and value:
            text += f"{indent}{key}:\n" + "".join(f"{indent}- {json.dumps(item)}\n" for item in value)
        else:
            text += f"{indent}{key}: {json.dumps(value)}\n"
    return text


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def relative(path, folder):
    return Path(os.path.relpath(path.absolute(), folder)).as_posix()


def instant(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def replace(path, content):
    """Replaces a file as a whole, so that readers see the old one or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    beside.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.replace(beside, path)
