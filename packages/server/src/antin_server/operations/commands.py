"""The commands of `antin-server`."""

import os

import click


@click.group()
def main() -> None:
    """Run and keep an installation of Ấn Tín."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antin_server.config.settings")
