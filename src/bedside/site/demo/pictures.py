"""The demo's pictures, drawn here, so that they show nobody and belong to nobody."""

import io

from PIL import Image, ImageDraw

SIZE = (1200, 800)
WALL, FLOOR, SHADOW = "#f3ead9", "#d9c7a8", "#bfa983"
FELT, LINING, SOLE = "#2f7d72", "#f6efe2", "#7a4a32"
DUCK, BEAK, EYE = "#f5c445", "#e2762b", "#26221d"


def slipper_with_duck() -> bytes:
    """One left slipper with a duck on it, as PNG."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 1200, 800), fill=FLOOR)
    draw.ellipse((180, 610, 1060, 720), fill=SHADOW)
    draw.rounded_rectangle((200, 600, 1020, 668), radius=34, fill=SOLE)
    draw.pieslice((200, 300, 760, 900), 180, 270, fill=FELT)
    draw.pieslice((300, 250, 1020, 950), 180, 360, fill=FELT)
    draw.rectangle((200, 600, 1020, 620), fill=FELT)
    draw.ellipse((230, 330, 620, 520), fill=FELT)
    draw.ellipse((262, 352, 588, 490), fill=LINING)
    _duck(draw, 760, 420)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _duck(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """A duck whose breast is at (x, y), looking right."""
    draw.ellipse((x - 120, y - 10, x + 70, y + 120), fill=DUCK)
    draw.polygon([(x - 118, y + 40), (x - 165, y - 5), (x - 80, y + 20)], fill=DUCK)
    draw.ellipse((x + 5, y - 90, x + 105, y + 10), fill=DUCK)
    draw.polygon([(x + 98, y - 55), (x + 150, y - 38), (x + 98, y - 22)], fill=BEAK)
    draw.ellipse((x + 64, y - 62, x + 80, y - 46), fill=EYE)
    draw.arc((x - 80, y + 20, x + 30, y + 95), 20, 160, fill=BEAK, width=7)
