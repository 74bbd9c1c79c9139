"""Why the first page refuses."""

from antin.errors import AntinError


class CodeWrong(AntinError):
    """Not the code that stands on the console."""

    code = "first_run_code_wrong"


class SetUpAlready(AntinError):
    """Somebody has set the installation up before."""

    code = "first_run_over"
