"""Looks of signatures on official documents: their kinds, what is kept of them, how they are drawn."""

from antin.pades.looks.cleaning import Ink, clean_picture
from antin.pades.looks.composing import appearance_of, written_day
from antin.pades.looks.facts import Facts, Look
from antin.pades.looks.kinds import KINDS, Kind, LookKind, Need, Size

__all__ = [
    "KINDS", "Facts", "Ink", "Kind", "Look", "LookKind", "Need", "Size", "appearance_of", "clean_picture",
    "written_day",
]
