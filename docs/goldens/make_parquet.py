"""Parquet files of the tests, as pyarrow and datasets write them: python make_parquet.py FOLDER

Made with pyarrow 26.0.1 and datasets 5.2.0.
"""

import json
import sys
from pathlib import Path

import datasets
import pyarrow as pa
import pyarrow.parquet as pq


def conversation(question, answer):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    pairs = pa.Table.from_pylist([
        {
            "prompt": f"question {i}",
            "chosen": conversation(f"question {i}", f"good {i} é 日本"),
            "rejected": conversation(f"question {i}", f"bad {i}"),
            "score_chosen": float(i),
            "source": ["a", "b"][i % 2],
        }
        for i in range(50)
    ])
    for codec in ["none", "snappy", "zstd", "gzip"]:
        pq.write_table(pairs, out / f"messages-{codec}.parquet", compression=codec, row_group_size=20,
                       use_dictionary=codec != "gzip")
    for codec in ["brotli", "lz4"]:
        pq.write_table(pa.table({"prompt": ["p"], "chosen": ["a"], "rejected": ["b"]}), out / f"codec-{codec}.parquet",
                       compression=codec)
    pq.write_table(pairs, out / "messages-v2.parquet", compression="zstd", data_page_version="2.0", version="2.6",
                   row_group_size=7)
    datasets.Dataset.from_list([
        {
            "prompt": f"p{i}",
            "completions": [f"a{i}", f"b{i}", f"c{i}"],
            "scores": [1.0, float(i), None],
            "label": bool(i % 2),
        }
        for i in range(10)
    ]).to_parquet(out / "datasets-lists.parquet")
    datasets.Dataset.from_list([
        {
            "source": "evol",
            "instruction": f"do {i}",
            "models": ["m1", "m2"],
            "completions": [
                {
                    "annotations": {
                        "helpfulness": {"Rating": str(r), "Rationale": "x"},
                        "honesty": {"Rating": "N/A" if r == 3 else "4", "Rationale": "y"},
                    },
                    "model": f"m{r}",
                    "response": f"answer {i} {r}",
                    "overall_score": float(r + i % 2),
                    "fine-grained_score": 5.0 - r,
                }
                for r in (1, 2, 3)
            ],
        }
        for i in range(6)
    ]).to_parquet(out / "ultrafeedback.parquet")
    pq.write_table(pa.table({"prompt": ["a", "b"], "chosen": ["x", None], "rejected": ["y", "z"]}),
                   out / "flat-null.parquet")
    pq.write_table(pa.table({
        "prompt": pa.array(["a"], pa.large_string()),
        "chosen": pa.array(["x"]).dictionary_encode(),
        "rejected": pa.array(["y"], pa.large_string()),
    }), out / "large-string.parquet")
    arena = [
        {
            "question_id": str(i),
            "model_a": "m1",
            "model_b": "m2",
            "winner": winner,
            "conversation_a": [{"content": f"q{i}", "role": "user"}, {"content": f"a{i}", "role": "assistant"}],
            "conversation_b": [{"content": f"q{i}", "role": "user"}, {"content": f"b{i}", "role": "assistant"}],
        }
        for i, winner in enumerate(["model_a", "model_b", "tie", "tie (bothbad)"])
    ]
    datasets.Dataset.from_list(arena).to_parquet(out / "arena-lists.parquet")
    datasets.Dataset.from_list([
        row | {side: json.dumps(row[side]) for side in ("conversation_a", "conversation_b")} for row in arena
    ]).to_parquet(out / "arena-json.parquet")


main(Path(sys.argv[1]))
