"""Words of issuing flows that this app's rooms share."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StepKind(StrEnum):
    """What somebody adds to a document on its way: ký nháy, ký ban hành, số – ngày – con dấu (NĐ 30/2020 Đ.13–18)."""

    INITIALS = "initials"
    LEADER = "leader"
    CLERK = "clerk"


class FlowState(StrEnum):
    """Where a flow stands. returned: its beginner brings another file, or cancels."""

    RUNNING = "running"
    RETURNED = "returned"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class FlowDeed(StrEnum):
    """What happened to a flow."""

    BEGIN = "begin"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"
    CORRECT = "correct"
    CANCEL = "cancel"
    REMIND = "remind"


FINISHED = (FlowState.ISSUED.value, FlowState.CANCELLED.value)
STEPS: Mapping[StepKind, str | Promise] = {
    StepKind.INITIALS: _("Initials"), StepKind.LEADER: _("The leader's signature"),
    StepKind.CLERK: _("Number, date and seal"),
}
STATES: Mapping[FlowState, tuple[str, str | Promise]] = {
    FlowState.RUNNING: ("info", _("under way")), FlowState.RETURNED: ("warn", _("sent back")),
    FlowState.ISSUED: ("good", _("issued")), FlowState.CANCELLED: ("neutral", _("cancelled")),
}
DEEDS: Mapping[FlowDeed, str | Promise] = {
    FlowDeed.BEGIN: _("Submitted"), FlowDeed.SIGN: _("Signed"), FlowDeed.ISSUE: _("Numbered, sealed and issued"),
    FlowDeed.RETURN: _("Sent back"), FlowDeed.CORRECT: _("Corrected file submitted; signatures start anew"),
    FlowDeed.CANCEL: _("Cancelled"), FlowDeed.REMIND: _("Reminded"),
}
