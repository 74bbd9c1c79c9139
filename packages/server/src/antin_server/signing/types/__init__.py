"""Words that this app's rooms share."""

from antin_server.signing.types.flows import DEEDS, FINISHED, STATES, STEPS, FlowDeed, FlowState, StepKind
from antin_server.signing.types.looks import (
    EXAMPLE,
    KEPT_BY_AGENCIES,
    KEPT_BY_PEOPLE,
    KIND_NAMES,
    LookContent,
    Owner,
)

__all__ = [
    "DEEDS", "EXAMPLE", "FINISHED", "KEPT_BY_AGENCIES", "KEPT_BY_PEOPLE", "KIND_NAMES", "STATES", "STEPS", "FlowDeed",
    "FlowState", "LookContent", "Owner", "StepKind",
]
