"""What goes wrong in the command itself."""

from antin.errors import AntinError


class WrongUse(AntinError):
    """The parent of everything that is asked for in a way that makes no sense."""

    code = "wrong_use"


class OptionUnknown(WrongUse):
    """No such option (`name`)."""

    code = "option_unknown"


class CommandUnknown(WrongUse):
    """No such command (`name`, `known`)."""

    code = "command_unknown"


class CommandMissing(WrongUse):
    """A group of commands without saying which (`known`)."""

    code = "command_missing"


class ArgumentMissing(WrongUse):
    """An argument or option that must be given (`name`)."""

    code = "argument_missing"


class ArgumentUnexpected(WrongUse):
    """More arguments than there is use for (`arguments`)."""

    code = "argument_unexpected"


class OptionUseWrong(WrongUse):
    """An option without its value, or with one it does not take (`name`)."""

    code = "option_use_wrong"


class ValueWrong(WrongUse):
    """A value that the option or argument cannot have (`name`, `value`, `expected`)."""

    code = "value_wrong"


class OptionsApart(WrongUse):
    """Options that exclude each other, or need each other (`names`)."""

    code = "options_apart"


class StatusRefused(AntinError):
    """The status service answers with an error instead of a status (`word`, RFC 6960 4.2.1)."""

    code = "status_refused"


class NotBegun(AntinError):
    """The run ended before the turn of this document."""

    code = "not_begun"


class LevelNotReached(AntinError):
    """A document that cannot be raised to the level asked for (`reason`)."""

    code = "level_not_reached"


class InputUnreadable(AntinError):
    """A file that cannot be read (`path`, `reason`, `advice`)."""

    code = "input_unreadable"


class OutputExists(AntinError):
    """An output file that is there already (`path`)."""

    code = "output_exists"


class OutputIsInput(WrongUse):
    """The result would take the place of the file that it is made from (`path`)."""

    code = "output_is_input"


class OutputTwice(WrongUse):
    """A result under a name that another document of this run has (`path`)."""

    code = "output_twice"


class OutputNotWritten(AntinError):
    """An output file that cannot be written (`path`, `reason`, `advice`)."""

    code = "output_not_written"


class SignerCertificateAbsent(AntinError):
    """The key file holds no certificate, and none was named."""

    code = "signer_certificate_absent"


class CertificateMayNotSign(AntinError):
    """The signer's certificate is not to be used now (`subject`, `reason`: in words)."""

    code = "certificate_may_not_sign"


class SignaturesAlreadyBroken(AntinError):
    """The file holds signatures that are false already (`fields`)."""

    code = "signatures_already_broken"


class OwnOutputNotGood(AntinError):
    """What we made did not stand our own check (`reason`)."""

    code = "own_output_not_good"


class AddressMissing(AntinError):
    """The certificate names no status service, and none was given."""

    code = "address_missing"


class IssuerCertificateAbsent(AntinError):
    """The issuer's certificate is not at hand (`issuer`)."""

    code = "issuer_certificate_absent"


class PassphraseNotGiven(WrongUse):
    """A passphrase is needed, and nobody is at a terminal to type it unseen."""

    code = "passphrase_not_given"


class NotConfirmed(AntinError):
    """The person at the terminal said no; or, where that is not left to programs, nobody was there to say yes."""

    code = "not_confirmed"


class PortalRefused(AntinError):
    """The portal did not give the order, or did not take the approval (`status`, `said`: its own words)."""

    code = "portal_refused"


class PinNotGiven(WrongUse):
    """A PIN is needed, and nobody is at a terminal to type it unseen; or nothing was typed."""

    code = "pin_not_given"


class TokenUnknown(WrongUse):
    """No token of that name or serial number is plugged in (`name`, `known`)."""

    code = "token_unknown"


class TokenCertificateUnknown(WrongUse):
    """The token holds no such certificate (`name`, `known`)."""

    code = "token_certificate_unknown"


class ChoiceNotMade(WrongUse):
    """Several would do, and nobody is at a terminal to choose (`option`, `known`)."""

    code = "choice_not_made"


class InputChanged(AntinError):
    """The file is no longer the one that was in the list (`path`)."""

    code = "input_changed"


class JournalUnreadable(AntinError):
    """The file is no journal of ours, or cannot be opened (`path`, `reason`)."""

    code = "run_journal_unreadable"


class JournalNotWritten(OutputNotWritten):
    """An answer that the journal could not keep (`path`, `reason`, `advice`)."""

    code = "run_journal_not_written"


class JournalInUse(WrongUse):
    """Another run has the journal open (`path`)."""

    code = "run_journal_in_use"


class JournalOfAnotherRun(WrongUse):
    """The journal belongs to a run with other settings or another certificate (`path`)."""

    code = "run_journal_of_another_run"


class ReportTooLong(WrongUse):
    """More documents than a report is drawn for (`most`)."""

    code = "report_too_long"
