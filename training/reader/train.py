"""Fine-tune the reader on labelled texts; on two CPU cores.

usage: python -m training.reader.train OUT --corpora FOLDER [--layers 0 2 5] [--epochs 6] [--limit N]
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from bedside.screening.reading.learned.encoding import SAYS
from bedside.screening.reading.names import ranks
from training.reader import examples as ex
from training.reader.model import Reader, loss_of, pretrained, weights_folder
from training.reader.tokenizer import build

SEED = 7
BATCH = 16


def people() -> list[str]:
    """Names to put in place of others: common and rare, given and family."""
    table = ranks()
    return [w.capitalize() for w, r in table.items() if (r.given > 3 or r.family > 4) and w.isalpha() and len(w) > 2]


def rate(step: int, steps: int) -> float:
    return min((step + 1) / (0.08 * steps + 1), max(0.02, (steps - step) / (0.92 * steps)))


def tensors(batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {k: torch.from_numpy(v) for k, v in batch.items()}


def answers(reader: Reader, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    out: tuple[torch.Tensor, torch.Tensor] = reader(
        batch["input_ids"], batch["attention_mask"], batch["token_type_ids"], batch["text_mask"]
    )
    return out


def train(
    reader: Reader, tokenizer, corpora: Path, *, epochs: int, limit: int = 0, rate_at_best: float = 2e-4,  # type: ignore[no-untyped-def]
    teacher: Reader | None = None, half: bool = False, joins: float = 0.0,
) -> None:  # fmt: skip
    own = [ex.source_of(t) for t in ex.own("train")]
    public = ex.public(corpora)
    chance = random.Random(SEED)
    chance.shuffle(public)
    if limit:
        own, public = own[:limit], public[:limit]
    share = -(-len(public) // max(1, epochs // 2))  # public posts pass twice in all
    count = torch.tensor([[ex.said(s, w) for w in SAYS] for s in own]).mean(0)
    weights = ((1 - count) / count.clamp(min=0.01)).sqrt().clamp(1, 4)
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in reader.named_parameters() if n.startswith("encoder.")]
    groups = [{"params": body, "lr": rate_at_best}, {"params": heads, "lr": rate_at_best * 4}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * ((len(own) + share) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    names = people()
    begun, done = time.process_time(), 0
    reader.train()
    for epoch in range(epochs):
        at = epoch * share % max(1, len(public))
        chosen = own + (public + public)[at : at + share] + paired(own, joins, chance)
        data = [e for s in chosen for e in ex.encoded(tokenizer, ex.varied(s, chance, names))]
        total, number = 0.0, 0
        for batch in map(tensors, ex.batches(data, BATCH, chance)):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                tokens, whole = answers(reader, batch)
            tokens, whole = tokens.float(), whole.float()
            loss = loss_of(tokens, whole, batch, weights)
            if teacher is not None:
                with torch.no_grad():
                    told, judged = answers(teacher, batch)
                inside = batch["text_mask"].bool()
                known = ~batch["says"].isnan().any(-1)
                loss = loss + 0.5 * torch.nn.functional.mse_loss(tokens[inside], told[inside])
                if known.any():
                    loss = loss + 0.5 * torch.nn.functional.mse_loss(whole[known], judged[known])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total, number, done = total + loss.item(), number + 1, done + len(batch["says"])
        speed = done / (time.process_time() - begun)
        print(f"epoch {epoch + 1}: loss {total / number:.3f}, {speed:.1f} windows a CPU second", flush=True)
    reader.eval()


def paired(own: list[ex.Source], share: float, chance: random.Random) -> list[ex.Source]:
    """Drafts of the same kind joined two by two, as many as this share of all."""
    kinds: dict[str, list[ex.Source]] = {}
    for source in own:
        if len(source.text) < 160:
            kinds.setdefault(source.context.split(" by ")[0], []).append(source)
    found = []
    for sources in kinds.values():
        for _ in range(round(share * len(sources))):
            one, other = chance.sample(sources, 2)
            found.append(ex.joined(one, other, chance))
    return found


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--full", action="store_true", help="32 bits throughout, where the processor has no bfloat16")
    parser.add_argument("--start", type=Path, help="folder of a trained reader to go on from")
    parser.add_argument("--joins", type=float, default=0.0, help="drafts joined in pairs, as a share of all")
    parser.add_argument("--teacher", type=Path, help="folder of a trained reader to learn from as well")
    parser.add_argument("--rate", type=float, default=2e-4)
    options = parser.parse_args(words)
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    source = weights_folder()
    tokenizer = build(source / "tokenizer.json")
    reader = pretrained(source, tuple(options.layers) if options.layers else None)
    if options.start:
        reader.load_state_dict(torch.load(options.start / "reader.pt", weights_only=True))
    teacher = None
    if options.teacher:
        teacher = pretrained(source)
        teacher.load_state_dict(torch.load(options.teacher / "reader.pt", weights_only=True))
        teacher.eval()
    train(
        reader,
        tokenizer,
        options.corpora,
        epochs=options.epochs,
        limit=options.limit,
        rate_at_best=options.rate,
        half=not options.full,
        joins=options.joins,
        teacher=teacher,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), options.out / "reader.pt")
    tokenizer.save(str(options.out / "tokenizer.json"))
    (options.out / "layers.txt").write_text(str(reader.encoder.config.num_hidden_layers))


if __name__ == "__main__":
    main()
