"""How templates say states, procedures and deadlines."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antin.casework import law_set
from antin.casework.procedures import Action, CaseState, ProcedureKind
from antin_server.registration.types.words import CERTIFICATES, DEEDS, PROCEDURES, STATES

register = template.Library()


@register.filter
def state_words(state: str) -> Promise:
    """What a state is called."""
    return STATES[CaseState(state)][1]


@register.filter
def state_kind(state: str) -> str:
    """The colour of a state."""
    return STATES[CaseState(state)][0]


@register.filter
def procedure_words(kind: str) -> Promise:
    """What a procedure is called."""
    return PROCEDURES[ProcedureKind(kind)]


@register.filter
def deed_words(action: str) -> Promise:
    """What a step is called."""
    return DEEDS[Action(action)]


@register.filter
def law_title(law_set_id: str) -> str:
    """The instrument by its own name."""
    return law_set(law_set_id).title


@register.filter
def deadline_words(days: int) -> str:
    """Working days left, as people say it."""
    if days < 0:
        return ngettext("%(days)d working day late", "%(days)d working days late", -days) % {"days": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}


@register.filter
def certificate_words(state: str) -> Promise:
    """What the state of a certificate is called."""
    return CERTIFICATES[str(state)][1]


@register.filter
def certificate_kind(state: str) -> str:
    """The colour of the state of a certificate."""
    return CERTIFICATES[str(state)][0]
