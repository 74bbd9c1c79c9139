"""Signing and checking documents on the portal."""
