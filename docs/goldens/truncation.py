"""What TRL and the DPO paper's authors leave of real pairs that are longer than max_length.

python docs/goldens/truncation.py DATA    (trl 1.16.0, tokenizers 0.23.3)

DATA holds preferences/ and tokenizers/gpt2/. TRL's rows come from its own collator; those of `original` from the rule as
the authors' `tokenize_batch_element` states it, written out here. A side is written as a hash of its token ids with
their completion mask, never as text.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer
from trl.trainer.dpo_trainer import DataCollatorForPreference, common_prefix_length

FILE = Path(__file__).parents[2] / "engine/src/test/resources/truncation/pairs.json"
EOS = 50256
MARKER = "\n\nAssistant:"


def transcripts(data):
    with gzip.open(data / "preferences/hh-rlhf-harmless-base-test.jsonl.gz", "rt") as lines:
        for number, line in enumerate(lines, 1):
            pair = json.loads(line)
            end = pair["chosen"].rindex(MARKER) + len(MARKER)
            prompt = pair["chosen"][:end]
            rejected = pair["rejected"]
            # User turns inside a completion are another test's.
            if rejected.startswith(prompt) and "\n\nHuman:" not in rejected[end:] and pair["chosen"] != rejected:
                if pair["chosen"][end:] and rejected[end:]:
                    yield number, prompt, pair["chosen"][end:], rejected[end:]


def instructions(data):
    path = data / "preferences/instruction-data-with-preference.json"
    for number, row in enumerate(json.loads(path.read_text()), 1):
        if row["chosen"] != row["rejected"]:
            prompt = row["instruction"] + "\n\n" + (row["input"] + "\n\n" if row["input"].strip() else "")
            yield number, prompt, row["chosen"], row["rejected"]


def tokens(tokenizer, prompt, sides):
    start = tokenizer.encode(prompt).ids
    wholes = [tokenizer.encode(prompt + side).ids for side in sides]
    shared = min(common_prefix_length(start, whole) for whole in wholes)
    return start[:shared], *(whole[shared:] + [EOS] for whole in wholes)


def original(prompt, chosen, rejected, max_length, max_prompt_length):
    longer = max(len(chosen), len(rejected))
    if len(prompt) + longer > max_length:
        prompt = prompt[-max_prompt_length:]
    if len(prompt) + longer > max_length:
        chosen = chosen[: max_length - max_prompt_length]
        rejected = rejected[: max_length - max_prompt_length]
    return [(prompt + side, [0] * len(prompt) + [1] * len(side)) for side in (chosen, rejected)]


def trl(prompt, chosen, rejected, max_length, mode):
    collator = DataCollatorForPreference(pad_token_id=0, max_length=max_length, truncation_mode=mode)
    batch = collator([{"prompt_ids": prompt, "chosen_ids": chosen, "rejected_ids": rejected}])
    sides = []
    for i in (0, 1):
        length = int(batch["attention_mask"][i].sum())
        sides.append((batch["input_ids"][i][:length].tolist(), batch["completion_mask"][i][:length].tolist()))
    return sides


def digest(side):
    ids, mask = side
    # The trainer's loss looks at the mask from the second token on: nothing predicts the first.
    scored = [0] + mask[1:]
    text = " ".join(f"{i}{'+' if s else '-'}" for i, s in zip(ids, scored))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows(tokenizer, pairs, most, lengths):
    taken = []
    for number, prompt, chosen, rejected in pairs:
        start, good, bad = tokens(tokenizer, prompt, (chosen, rejected))
        taken.append((number, start, good, bad))
        if len(taken) == most:
            break
    result = []
    for max_length in lengths:
        for mode in ("keep_start", "keep_end", "original"):
            kept = []
            cut = [0, 0, 0]
            for number, prompt, good, bad in taken:
                if mode == "keep_start" and len(prompt) >= max_length:
                    continue
                sides = (original(prompt, good, bad, max_length, max_length // 2) if mode == "original"
                         else trl(prompt, good, bad, max_length, mode))
                left = [sum(mask) for _, mask in sides]
                context = [len(mask) - sum(mask) for _, mask in sides]
                cut[0] += min(context) < len(prompt)
                cut[1] += left[0] < len(good)
                cut[2] += left[1] < len(bad)
                kept.append(f"{number} {digest(sides[0])} {digest(sides[1])}")
            result.append({"max_length": max_length, "mode": mode, "prompt_cut": cut[0], "chosen_cut": cut[1],
                           "rejected_cut": cut[2], "kept": kept})
    return [number for number, *_ in taken], result


def main(data):
    tokenizer = Tokenizer.from_file(str(data / "tokenizers/gpt2/tokenizer.json"))
    files = {}
    for name, pairs, lengths in (
        ("hh-rlhf-harmless-base-test.jsonl.gz", transcripts(data), (8, 24, 64, 128, 300)),
        ("instruction-data-with-preference.json", instructions(data), (2, 12, 24, 48)),
    ):
        numbers, result = rows(tokenizer, pairs, 35, lengths)
        files[name] = {"lines": numbers, "cuts": result}
    FILE.write_text(json.dumps(files, indent=0) + "\n")
    print({name: [(c["max_length"], c["mode"], len(c["kept"]), c["prompt_cut"], c["chosen_cut"], c["rejected_cut"])
                  for c in file["cuts"]] for name, file in files.items()})


main(Path(sys.argv[1]))
