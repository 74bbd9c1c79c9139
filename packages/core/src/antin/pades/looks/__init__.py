"""Looks of signatures on official documents: their kinds, what is kept of them, how they are drawn."""

from antin.pades.looks.cleaning import Ink, clean_picture, plain_picture
from antin.pades.looks.composing import appearance_of, written_day
from antin.pades.looks.facts import Facts, Look
from antin.pades.looks.kinds import KINDS, Kind, LookKind, Need, Size
from antin.pades.looks.page_text import PageText, TextLine, TextWord
from antin.pades.looks.placing import Proposal, covers_text, proposals

__all__ = [
    "KINDS", "Facts", "Ink", "Kind", "Look", "LookKind", "Need", "PageText", "Proposal", "Size", "TextLine", "TextWord",
    "appearance_of", "clean_picture", "covers_text", "plain_picture", "proposals", "written_day",
]
