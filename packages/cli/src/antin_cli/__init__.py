"""The `antin` command."""
