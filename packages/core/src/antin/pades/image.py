"""A seal or a hand-written signature, as a PDF needs it."""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image

from antin.pades.errors import ImageUnreadable

MAX_OCTETS = 4 * 1024 * 1024
MAX_PIXELS = 16_000_000
_INK_FROM = 96  # the opacity from which a pixel counts where there is only ink or no ink


@dataclass(frozen=True)
class EmbeddedImage:
    """Eight bits of red, green and blue for each pixel; Flate.

    opacity: eight bits for each pixel, None when every pixel is opaque. stencil: in its stead, where a document may
    not be transparent: one bit for each pixel, 1 where nothing is painted.
    """

    width: int
    height: int
    colours: bytes
    opacity: bytes | None = None
    stencil: bytes | None = None


def opened_picture(data: bytes) -> Image.Image:
    """A PNG or JPEG, read as a whole. Raises ImageUnreadable: another kind, broken, above 4 MB or 16 million pixels."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if len(data) > MAX_OCTETS or image.width * image.height > MAX_PIXELS:
                raise ImageUnreadable(limit="4 MB")
            image.load()
            return image
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ImageUnreadable(limit="4 MB") from error


@lru_cache(maxsize=8)
def read_image(data: bytes, *, may_be_transparent: bool = True) -> EmbeddedImage:
    """A PNG or JPEG; where nothing may be transparent, its pixels are ink on white or not there. Raises
    ImageUnreadable.
    """
    image = opened_picture(data).convert("RGBA")
    opacity = image.getchannel("A")
    if opacity.getextrema() == (255, 255):
        return EmbeddedImage(*image.size, colours=_packed(image.convert("RGB")))
    if may_be_transparent:
        return EmbeddedImage(*image.size, colours=_packed(image.convert("RGB")), opacity=_packed(opacity))
    on_white = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return EmbeddedImage(
        *image.size, colours=_packed(on_white), stencil=_packed(opacity.point(lambda value: value < _INK_FROM, "1")),
    )


def _packed(image: Image.Image) -> bytes:
    return zlib.compress(image.tobytes(), 9)
