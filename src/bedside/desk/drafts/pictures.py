"""A picture taken in: its pixels and nothing else of the file it came in.

Re-encoding leaves out positions, times, thumbnails of the uncropped shot, and files hidden behind the picture.
"""

import base64
import io
import warnings
from dataclasses import dataclass, field

from PIL import Image, ImageOps, UnidentifiedImageError

from bedside.core.errors import DeskError

MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_560
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class BadPicture(DeskError):
    """A file that is no picture we take; says what would do."""

    status = 422


@dataclass(frozen=True, slots=True)
class Made:
    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int

    def as_text(self) -> str:
        return base64.b64encode(self.content).decode("ascii")


def reencoded(file: bytes) -> Made:
    """The first frame of a picture, upright, at most ``LONGEST_SIDE`` pixels long, encoded anew.

    Raises:
        BadPicture: too large, no picture, or of another kind.
    """
    if len(file) > MOST_BYTES:
        raise BadPicture(
            f"This file is too large to look at ({len(file) / 1e6:.0f} MB, limit {MOST_BYTES / 1e6:.0f}). A smaller copy will do."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(file), formats=FORMATS) as picture:
                return _made(picture)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
            raise BadPicture("This is no picture that we can read. JPEG, PNG, WebP and GIF will do.") from None
        except Image.DecompressionBombWarning:
            raise BadPicture("This picture has too many pixels to look at. A smaller copy will do.") from None


def _made(picture: Image.Image) -> Made:
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPicture("This picture has too many pixels to look at. A smaller copy will do.")
    through = picture.mode in {"RGBA", "LA", "P", "PA"}
    pixels = ImageOps.exif_transpose(picture).convert("RGBA" if through else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new(pixels.mode, pixels.size)
    plain.paste(pixels)
    out = io.BytesIO()
    if through:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=90)
    return Made(out.getvalue(), "image/png" if through else "image/jpeg", plain.width, plain.height)
