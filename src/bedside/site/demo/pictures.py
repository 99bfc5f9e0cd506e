"""The demo's pictures, drawn here, so that they show nobody and belong to nobody."""

import io

from PIL import Image, ImageDraw

SIZE = (1200, 800)
WALL, FLOOR, SHADOW = "#f3ead9", "#d9c7a8", "#bfa983"
FELT, LINING, SOLE, STITCH = "#2f7d72", "#f6efe2", "#7a4a32", "#d9ccb2"
DUCK, BEAK, EYE = "#f5c445", "#e2762b", "#26221d"


def slipper_with_duck() -> bytes:
    """One left slipper with a duck on it, as PNG."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 1200, 800), fill=FLOOR)
    draw.ellipse((180, 615, 1060, 715), fill=SHADOW)
    draw.rounded_rectangle((196, 598, 1030, 664), radius=33, fill=SOLE)
    draw.pieslice((200, 410, 1026, 800), 180, 360, fill=FELT)
    draw.rounded_rectangle((202, 466, 560, 606), radius=40, fill=FELT)
    draw.ellipse((216, 428, 640, 560), fill=FELT)
    draw.ellipse((246, 446, 606, 540), fill=LINING)
    draw.arc((246, 446, 606, 540), 0, 180, fill=STITCH, width=5)
    _duck(draw, 806, 335)
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
