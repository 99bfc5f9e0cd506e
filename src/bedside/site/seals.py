"""Seals: a picture of a digest, so that the eye sees whether words are the same; code and digest do the checking.

A rosette has one of 6 symmetries and one of 5 motifs in each of 4 layers: 3,750 pictures. The motifs are in
seals.json, which the pages' scripts read too, so both draw the same. The circle around it is dashed while the
words can change and closed once they are approved.
"""

import json
from functools import lru_cache
from math import prod
from pathlib import Path

_DRAWING = json.loads((Path(__file__).parent / "seals.json").read_text(encoding="utf-8"))
COUNTS: list[int] = _DRAWING["counts"]
LAYERS: list[dict] = _DRAWING["layers"]
PICTURES = len(COUNTS) * prod(len(layer["motifs"]) for layer in LAYERS)


def code(digest: str) -> str:
    """The first eight digits of a hex digest, as people read them out: "7F2A C91B"."""
    return f"{digest[:4]} {digest[4:8]}".upper()


def number(digest: str) -> int:
    """Which of the ``PICTURES`` a hex digest has; equally many digests have each.

    Raises:
        ValueError: not hexadecimal, or fewer than eight digits.
    """
    if len(digest) < 8:
        raise ValueError("a seal needs at least eight hexadecimal digits")
    return int(digest, 16) % PICTURES


def choices(picture: int) -> list[int]:
    """The symmetry's place in ``COUNTS``, then the motif of each layer from the rim inwards."""
    chosen = []
    for size in (len(COUNTS), *(len(layer["motifs"]) for layer in LAYERS)):
        picture, place = divmod(picture, size)
        chosen.append(place)
    return chosen


@lru_cache(maxsize=512)
def rosette(picture: int) -> str:
    """The inside of a rosette as SVG, 64 by 64, centre 32."""
    symmetry, *motifs = choices(picture)
    return "".join(
        _turned(layer["motifs"][motif], (layer["per_count"] * COUNTS[symmetry]) or 1, layer["shift"])
        for layer, motif in zip(LAYERS, motifs, strict=True)
    )


def _turned(motif: str, times: int, shift: float) -> str:
    if not motif:
        return ""
    return "".join(f"<g transform='rotate({(k + shift) * 360 / times:.2f} 32 32)'>{motif}</g>" for k in range(times))


def svg(digest: str, *, closed: bool, size: int = 48) -> str:
    """A seal, ``size`` pixels wide, with a label that screen readers say.

    Raises:
        ValueError: not hexadecimal, or fewer than eight digits.
    """
    state = "closed" if closed else "open"
    said = f"Seal {code(digest)}, " + ("closed" if closed else "open: the words can still change")
    return (
        f"<svg class='seal {state}' role='img' aria-label='{said}' width='{size}' height='{size}' viewBox='0 0 64 64'>"
        f"<circle class='rim' cx='32' cy='32' r='30.4'/>{rosette(number(digest))}</svg>"
    )
