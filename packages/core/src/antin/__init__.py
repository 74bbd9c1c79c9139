"""Ấn Tín core: a pure library for official-duty certificates, signatures and their verdicts."""
