"""Pictures: the QR codes of a picture, decoded on this machine.

in     the bytes of a picture
out    the text of each code, in order of place
keeps  nothing is opened, fetched or kept; a picture too large to be one is refused unread
"""

import io
import warnings

import zxingcpp
from PIL import Image

from zhanlian.screening.refusals import PictureHoldsNoCode, PictureUnreadable

__all__ = ["PICTURES", "read_codes"]

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})
PIXELS_MAX = 50_000_000


def read_codes(data: bytes, *, where: str) -> tuple[str, ...]:
    """The texts of the codes in a picture; refuses one without any."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
            width, height = picture.size
            if width * height > PIXELS_MAX:
                raise PictureUnreadable(where, f"it has {width * height:,} pixels")
            grey = picture.convert("L")
    except (
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as no:
        raise PictureUnreadable(where, str(no)) from no
    codes = zxingcpp.read_barcodes(grey)
    texts = tuple(each.text for each in codes if each.text)
    if not texts:
        raise PictureHoldsNoCode(where)
    return texts
