"""A seal or a hand-written signature, as a PDF needs it."""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image

from antin.pades.errors import ImageUnreadable

MAX_OCTETS = 4 * 1024 * 1024
MAX_PIXELS = 16_000_000


@dataclass(frozen=True)
class EmbeddedImage:
    """Eight bits of red, green and blue for each pixel, and of opacity unless every pixel is opaque
    (None); Flate.
    """

    width: int
    height: int
    colours: bytes
    opacity: bytes | None


@lru_cache(maxsize=8)
def read_image(data: bytes) -> EmbeddedImage:
    """A PNG or JPEG. Raises ImageUnreadable: another kind, broken, above 4 MB or 16 million pixels."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if len(data) > MAX_OCTETS or image.width * image.height > MAX_PIXELS:
                raise ImageUnreadable(limit="4 MB")
            return _embedded(image.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageUnreadable(limit="4 MB") from error


def _embedded(image: Image.Image) -> EmbeddedImage:
    opacity = image.getchannel("A")
    return EmbeddedImage(
        image.width, image.height, colours=zlib.compress(image.convert("RGB").tobytes(), 9),
        opacity=None if opacity.getextrema() == (255, 255) else zlib.compress(opacity.tobytes(), 9),
    )
