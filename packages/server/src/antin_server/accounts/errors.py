"""What may go wrong with people, agencies and roles."""

from antin.errors import AntinError


class NotPermitted(AntinError):
    """The person has no right to do this in this agency."""

    code = "not_permitted"


class EmailTaken(AntinError):
    """Somebody is registered with this address already."""

    code = "email_taken"


class AgencyNotThere(AntinError):
    """The agency does not exist at that time: not yet, no longer, or never."""

    code = "agency_not_there"


class AgencyIntoItself(AntinError):
    """An agency was to be merged into itself or into something below it."""

    code = "agency_into_itself"


class TimeOutOfOrder(AntinError):
    """A change was to take effect before the one that it follows."""

    code = "time_out_of_order"


class RoleHeldAlready(AntinError):
    """The person holds this role in this agency at that time."""

    code = "role_held_already"


class RoleEndedAlready(AntinError):
    """The role has ended."""

    code = "role_ended_already"


class RoleForOneself(AntinError):
    """Nobody gives a role to themselves."""

    code = "role_for_oneself"


class LastAdministrator(AntinError):
    """Nobody would be left to manage people."""

    code = "last_administrator"
