"""Why a command cannot do what it was asked."""

from antin.errors import AntinError


class PortTaken(AntinError):
    """Another program listens there (`port`)."""

    code = "port_taken"


class AlreadyRunning(AntinError):
    """Another `antin-server up` works on the same data folder (`folder`)."""

    code = "already_running"


class DiskFull(AntinError):
    """Too little space below the data folder (`folder`, `free_mb`, `needed_mb`)."""

    code = "disk_full"


class FolderUnwritable(AntinError):
    """The data folder cannot be written (`folder`)."""

    code = "folder_unwritable"


class NotSetUp(AntinError):
    """There is no installation in the data folder yet."""

    code = "not_set_up"


class ModeSettled(AntinError):
    """The installation is of another mode (`mode`); that never changes."""

    code = "mode_settled"


class DemoMissing(AntinError):
    """The data folder holds no demo keys (`folder`)."""

    code = "demo_missing"


class BackupExists(AntinError):
    """The file to write is there already (`file`)."""

    code = "backup_exists"


class BackupUnreadable(AntinError):
    """Not a backup of ours, damaged, or the passphrase is wrong (`reason`)."""

    code = "backup_unreadable"


class RestoreRefused(AntinError):
    """Restoring would lose something that must not be lost (`reason`)."""

    code = "restore_refused"


class DatabaseToolMissing(AntinError):
    """A program of PostgreSQL is not installed, or failed (`name`, `reason`)."""

    code = "database_tool_failed"


class InstallationSilent(AntinError):
    """An installation that was started does not answer (`reason`)."""

    code = "installation_silent"


class JourneyUnexpected(AntinError):
    """A step of the demo did not end as it must (`step`, `found`)."""

    code = "journey_unexpected"
