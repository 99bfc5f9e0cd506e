"""The trained network as an ONNX file with weights of eight bits."""

import argparse
import json
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.reader.model import Reader, pretrained, weights_folder

INPUTS = ("input_ids", "attention_mask", "token_type_ids", "text_mask")


def export(reader: Reader, target: Path) -> None:
    """Write ``target`` and check that the two agree on what they say."""
    reader.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    axes = {n: {0: "windows", 1: "pieces"} for n in INPUTS} | {
        "tokens": {0: "windows", 1: "pieces"},
        "whole": {0: "windows"},
    }
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            reader, (ids, ids, ids * 0, ids), str(full), input_names=list(INPUTS), output_names=["tokens", "whole"],
            opset_version=17, dynamic_axes=axes, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(full), str(target), weight_type=QuantType.QInt8, per_channel=True)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of a trained reader")
    parser.add_argument("target", type=Path)
    options = parser.parse_args(words)
    layers = int((options.source / "layers.txt").read_text())
    reader = pretrained(weights_folder(), tuple(range(layers)))
    reader.load_state_dict(torch.load(options.source / "reader.pt", weights_only=True))
    export(reader, options.target)
    print(json.dumps({options.target.name: options.target.stat().st_size}))


if __name__ == "__main__":
    main()
