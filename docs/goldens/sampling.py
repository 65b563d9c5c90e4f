"""Distributions that transformers draws from after its logits processors, on random logits.

python docs/goldens/sampling.py    (torch 2.15.0, transformers 5.23.0)
"""

import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM
from transformers.generation import logits_process as lp

RESOURCES = Path(__file__).parents[2] / "engine/src/test/resources"
FILE = RESOURCES / "sampling/distributions.json"


def distribution(logits, seen, temperature, top_k, top_p, min_p, penalty):
    scores = torch.tensor([logits])
    chain = []
    if penalty != 1:
        chain.append(lp.RepetitionPenaltyLogitsProcessor(penalty))
    if temperature != 1:
        chain.append(lp.TemperatureLogitsWarper(temperature))
    if top_k:
        chain.append(lp.TopKLogitsWarper(top_k))
    if top_p < 1:
        chain.append(lp.TopPLogitsWarper(top_p))
    if min_p:
        chain.append(lp.MinPLogitsWarper(min_p))
    for processor in chain:
        scores = processor(torch.tensor([seen]), scores)
    return torch.softmax(scores.double(), -1)[0].tolist()


def main():
    torch.manual_seed(0)
    rows = []
    for i, (temperature, top_k, top_p, min_p, penalty) in enumerate([
        (1.0, 0, 1.0, 0.0, 1.0), (0.7, 0, 1.0, 0.0, 1.0), (1.3, 5, 1.0, 0.0, 1.0), (1.0, 0, 0.9, 0.0, 1.0),
        (0.5, 10, 0.8, 0.0, 1.0), (1.0, 0, 1.0, 0.1, 1.0), (1.0, 0, 1.0, 0.0, 1.5), (0.8, 0, 0.95, 0.05, 1.2),
        (1.1, 7, 0.6, 0.2, 0.7), (1.0, 1, 1.0, 0.0, 1.0), (1.0, 0, 0.01, 0.0, 1.0), (2.0, 50, 0.5, 0.0, 1.0),
    ]):
        logits = (torch.randn(40) * 3).tolist()
        if top_k == 5:  # A tie at the border of the top k stays whole.
            order = sorted(range(40), key=lambda v: -logits[v])
            logits[order[5]] = logits[order[4]]
        seen = [1, 5, 5, 17, 33]
        given = dict(temperature=temperature, top_k=top_k, top_p=top_p, min_p=min_p, repetition_penalty=penalty)
        rows.append({**given, "seen": seen, "logits": logits,
                     "probabilities": distribution(logits, seen, temperature, top_k, top_p, min_p, penalty)})
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")
    penalised()


def penalised():
    model = AutoModelForCausalLM.from_pretrained(RESOURCES / "goldens/models/gpt2").eval()
    prompt = json.loads((RESOURCES / "goldens/forward/gpt2.json").read_text())["greedy"]["prompt_ids"]
    ids = torch.tensor([prompt])
    out = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, repetition_penalty=1.3, max_new_tokens=24,
                         eos_token_id=None, pad_token_id=0)
    (RESOURCES / "sampling/penalised.json").write_text(json.dumps(
        {"prompt_ids": prompt, "repetition_penalty": 1.3, "new_ids": out[0, len(prompt):].tolist()}) + "\n")


main()
