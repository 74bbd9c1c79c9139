"""What a document claims to conform to, and what a drawing put into it must therefore do without."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Conformance:
    """part: of PDF/A (ISO 19005), 0 when it claims none; has_output_intent: says for which colours it is made, for
    red, green and blue when has_rgb_intent; is_tagged: has a structure tree that a screen reader follows.
    """

    part: int = 0
    has_output_intent: bool = False
    has_rgb_intent: bool = False
    is_tagged: bool = False

    @property
    def may_be_transparent(self) -> bool:
        """Never in PDF/A-1 (6.4); later where the space that colours are blended in is known (PDF/A-2 6.2.10)."""
        return self.part == 0 or (self.part > 1 and self.has_output_intent)

    @property
    def needs_own_colours(self) -> bool:
        """Whether colours must say by themselves what they look like (PDF/A-1 6.2.3.3, PDF/A-2 6.2.4.3)."""
        return self.part > 0 and not self.has_rgb_intent

    @property
    def lists_glyphs(self) -> bool:
        """Whether a subset of a font must list its glyphs (PDF/A-1 6.3.5; later editions dropped it)."""
        return self.part == 1


FREE = Conformance()
