"""The trained network as an ONNX file with weights of eight bits."""

import json
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.reader.model import Reader

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


def main() -> None:
    import sys

    from training.reader.model import pretrained
    from training.reader.train import weights_folder

    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    layers = int((source / "layers.txt").read_text())
    reader = pretrained(weights_folder(), tuple(range(layers)) if layers < 6 else None)
    reader.load_state_dict(torch.load(source / "reader.pt", weights_only=True))
    export(reader, target)
    print(json.dumps({target.name: target.stat().st_size}))


if __name__ == "__main__":
    main()
