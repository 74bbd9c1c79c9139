"""What reading one file may cost, whatever the file says."""

from antin.pdf.errors import PdfTooHeavy

# A unit is a token read, an object looked up or some tens of octets searched: a microsecond or two.
WORK_LIMIT, OCTETS_A_UNIT = 300_000, 16
# What all streams of a file may unpack to, beyond what the file itself weighs.
UNPACKED_LIMIT = 32 << 20


class Work:
    """What is left for one file of so many octets, shared by all attempts to open it."""

    def __init__(self, size: int) -> None:
        self.left = WORK_LIMIT + size // OCTETS_A_UNIT
        self.unpacked_left = UNPACKED_LIMIT + size

    def charge(self, units: int) -> None:
        """Raises PdfTooHeavy when nothing is left."""
        self.left -= units
        if self.left < 0:
            raise PdfTooHeavy

    def unpacked(self, octets: int) -> None:
        """So many octets came out of a stream. Raises PdfTooHeavy."""
        self.unpacked_left -= octets
        if self.unpacked_left < 0:
            raise PdfTooHeavy
        self.charge(octets >> 8)
