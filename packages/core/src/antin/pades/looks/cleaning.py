"""A seal or signature photographed or scanned on paper, as a picture with nothing around its ink.

1. Read within bounds, turned upright, made no larger than a print needs. 2. Find the paper, which light may make
uneven. 3. What is darker than the paper is ink, more or less opaque. 4. Take the paper's share out of the ink's
colour, or give the ink the colour asked for. 5. Cut away what is empty. Equal input gives equal octets.
"""

from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps, ImageStat

from antin.pades.errors import PictureWithoutInk, PictureWithoutPaper
from antin.pades.image import opened_picture
from antin.pades.parts import BLACK, BLUE, RED

SIDE_PX = 1200
_PAPER_CELL = 24  # pixels of a cell in which paper is looked for
_PAPER_LIGHT = 110  # paper darker than this is no paper
_GRAIN = 5  # times the spread of paper's darkness: where ink begins
_FULL = 0.55  # of the strongest ink: what counts as opaque
_FAINT, _TOO_FAINT = 24, 12  # darkness below which nothing is ink; what the strongest ink must be above the paper
_SEEN = 64  # opacity that the cut goes by
_EDGE = 0.02


class Ink(StrEnum):
    """The colour of the ink in the result."""

    AS_IT_IS = "as-it-is"
    BLUE = "blue"
    RED = "red"
    BLACK = "black"


_COLOURS = {Ink.BLUE: BLUE, Ink.RED: RED, Ink.BLACK: BLACK}


def clean_picture(data: bytes, ink: Ink = Ink.AS_IT_IS) -> bytes:
    """A PNG, transparent but for the ink, cut to it; from a PNG or JPEG on light paper or transparent already.

    Raises ImageUnreadable; PictureWithoutPaper: no light background; PictureWithoutInk: nothing, or too faint.
    """
    image = ImageOps.exif_transpose(opened_picture(data)).convert("RGBA")                        # 1
    image.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    opacity, colours = image.getchannel("A"), image.convert("RGB")
    if not any(opacity.histogram()[:_SEEN]):
        opacity, colours = _lifted(colours)
    if ink is not Ink.AS_IT_IS:
        colours = Image.new("RGB", image.size, _COLOURS[ink])
    colours.putalpha(opacity)
    return _written(_cut(colours))                                                               # 5


def plain_picture(data: bytes) -> bytes:
    """A picture that was cleaned before, read and written anew: of equal pixels, equal octets, and nothing else.

    Raises ImageUnreadable.
    """
    image = opened_picture(data).convert("RGBA")
    image.thumbnail((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    return _written(image)


def _lifted(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Opacity and colours of what stands on paper."""
    paper = _paper(image)                                                                        # 2
    if ImageStat.Stat(paper.convert("L")).mean[0] < _PAPER_LIGHT:
        raise PictureWithoutPaper
    darker = [  # 3: how much of the paper's light is missing, of 255, in the channel where most is
        _computed(lambda v: 255 - v["float"](v["image"]) * 255 / v["max"](v["paper"], 1), image=one, paper=other)
        for one, other in zip(image.split(), paper.split(), strict=True)
    ]
    missing = ImageChops.lighter(ImageChops.lighter(darker[0], darker[1]), darker[2])
    opacity = _levelled(missing)
    channels = [  # 4: what colour, on white paper, at this opacity, looks as it does
        _computed(lambda v: 255 - v["float"](v["image"]) * 255 / v["max"](v["paper"], 1), image=each, paper=opacity)
        for each in darker
    ]
    return opacity, Image.merge("RGB", channels)


def _paper(image: Image.Image) -> Image.Image:
    """The light of each place's surroundings, letters and lines filled in."""
    width, height = image.size
    small = image.resize((max(1, width // _PAPER_CELL), max(1, height // _PAPER_CELL)), Image.Resampling.BOX)
    most = image.filter(ImageFilter.MaxFilter(3)).resize(small.size, Image.Resampling.BOX)
    reach = max(3, min(small.size) // 3 | 1)
    spread = most.filter(ImageFilter.MaxFilter(reach)).filter(ImageFilter.GaussianBlur(reach / 2))
    return spread.resize(image.size, Image.Resampling.BICUBIC)


def _levelled(missing: Image.Image) -> Image.Image:
    """From noise to full ink as opacity. Raises PictureWithoutInk."""
    counts = missing.histogram()
    middle, upper = (_percentile(list(enumerate(counts)), share) for share in (0.5, 0.75))
    least = max(_FAINT, middle + _GRAIN * (upper - middle + 1))
    inked = [(value, count) for value, count in enumerate(counts) if value > least and count]
    if not inked:
        raise PictureWithoutInk
    strongest = _percentile(inked, 0.95)
    if strongest < least + _TOO_FAINT:
        raise PictureWithoutInk
    full = max(least + 1, round(strongest * _FULL))
    return missing.point([max(0, min(255, round((value - least) * 255 / (full - least)))) for value in range(256)])


def _percentile(counted: list[tuple[int, int]], share: float) -> int:
    wanted, seen = share * sum(count for _, count in counted), 0
    for value, count in counted:
        seen += count
        if seen >= wanted:
            return value
    return counted[-1][0]


def _computed(rule: object, **images: Image.Image) -> Image.Image:
    """Values of each pixel by a rule, kept within a byte."""
    result = ImageMath.lambda_eval(
        lambda values: values["convert"](values["min"](values["max"](rule(values), 0), 255), "L"),  # type: ignore[operator]  # a function of such values
        **images,
    )
    assert isinstance(result, Image.Image)
    return result


def _cut(image: Image.Image) -> Image.Image:
    """To the ink, specks aside, with a little room. Raises PictureWithoutInk."""
    seen = image.getchannel("A").point(lambda value: 255 * (value >= _SEEN))
    box = seen.filter(ImageFilter.MedianFilter(3)).getbbox() or seen.getbbox()
    if box is None:
        raise PictureWithoutInk
    room = round(_EDGE * max(image.size)) // 2
    left, top, right, bottom = box
    return image.crop((
        max(0, left - room), max(0, top - room), min(image.width, right + room), min(image.height, bottom + room),
    ))


def _written(image: Image.Image) -> bytes:
    """Without any metadata; what cannot be seen has no colour."""
    clear = Image.new("RGBA", image.size)
    clear.paste(image, mask=image.getchannel("A").point(lambda value: 255 * (value > 0)))
    file = BytesIO()
    clear.save(file, "PNG", optimize=True)
    return file.getvalue()
