"""Why a profile cannot be used."""

from antin.errors import AntinError


class ProfileUnknown(AntinError):
    """No profile has this name (`name`)."""

    code = "profile_unknown"
