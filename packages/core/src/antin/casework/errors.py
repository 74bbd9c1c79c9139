"""Why a question about the law or a case has no answer."""

from antin.errors import AntinError


class CaseworkError(AntinError):
    """The parent of every error of this room."""

    code = "casework_error"


class LawSetUnknown(CaseworkError):
    """No law set has this `name`."""

    code = "law_set_unknown"


class NoLawSetThen(CaseworkError):
    """No law set of ours covers the `moment` of receipt."""

    code = "law_set_not_then"


class FormUnknown(CaseworkError):
    """The law set `law_set` has no form `number`."""

    code = "form_unknown"


class ParameterUnknown(CaseworkError):
    """The law set has no parameter of this `name`: a fault of ours."""

    code = "law_parameter_unknown"


class ProcedureUnknown(CaseworkError):
    """The law set has no such procedure, or not for this kind of subscriber."""

    code = "procedure_unknown"


class ActionNotAllowed(CaseworkError):
    """The case stands where this `action` cannot be done (`state`)."""

    code = "case_action_not_allowed"


class ActorNotAllowed(CaseworkError):
    """The action belongs to somebody else."""

    code = "case_actor_not_allowed"


class SamePerson(CaseworkError):
    """The law separates two deeds, and one person tried to do both."""

    code = "case_same_person"


class CalendarUnknown(CaseworkError):
    """Nobody has entered the holidays of this `year` yet."""

    code = "calendar_unknown"


class TimeWithoutZone(CaseworkError):
    """A time was given without its zone: a fault of ours."""

    code = "time_without_zone"


class CertificateNotEffective(CaseworkError):
    """The certificate is expired or revoked: a new one is needed (NĐ 130/2018 Đ.72; NĐ 68/2024 Đ.21)."""

    code = "certificate_not_effective"


class RemainingTooShort(CaseworkError):
    """The certificate ends in `remaining` days; the law wants `needed` for this procedure."""

    code = "certificate_remaining_too_short"


class RenewedAlready(CaseworkError):
    """The certificate was renewed as often as the law allows (`times`)."""

    code = "certificate_renewed_already"
