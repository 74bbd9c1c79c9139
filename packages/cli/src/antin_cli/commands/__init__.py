"""The commands, by group; each group's table says where its commands are, and imports none of them."""

import click

from antin_cli.frame import CONTEXT, LazyGroup, Option, language_option

_ROOM = "antin_cli.commands"
GROUPS = {
    "key": ("new", "p12"),
    "cert": ("request", "show", "verify"),
    "pdf": ("sign", "verify", "extend", "convert"),
    "token": ("list",),
    "authority": ("approve",),
    "crl": ("show",),
    "ocsp": ("ask",),
    "trust": ("list", "import", "update"),
    "form": ("list", "blank", "fill"),
}


def _group(name: str) -> LazyGroup:
    members = {each: f"{_ROOM}.{name}_{each}:command" for each in GROUPS[name]}
    return LazyGroup(
        name, members=members, path=f"{name}.", help=name, params=[language_option()], context_settings=CONTEXT,
        no_args_is_help=True,
    )


def __getattr__(name: str) -> LazyGroup:
    """A group by its name, `group_<name>`, made when it is asked for."""
    if name.startswith("group_") and name[6:] in GROUPS:
        return _group(name[6:])
    raise AttributeError(name)


def _tell_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        click.echo(f"antin {version('antin-cli')}")
        ctx.exit()


root = LazyGroup(
    "antin", members={name: f"{_ROOM}:group_{name}" for name in GROUPS}, help="antin", context_settings=CONTEXT,
    params=[
        language_option(),
        Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_tell_version,
               help="option.version"),
    ],
    no_args_is_help=True,
)
