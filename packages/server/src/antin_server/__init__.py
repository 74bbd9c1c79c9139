"""The Ấn Tín server."""
