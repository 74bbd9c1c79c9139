"""Words that this app's rooms share."""

from antin_server.signing.types.flows import DEEDS, FINISHED, STATES, STEPS, FlowDeed, FlowState, StepKind
from antin_server.signing.types.looks import (
    EXAMPLE,
    FACT_NAMES,
    KEPT_BY_AGENCIES,
    KEPT_BY_PEOPLE,
    KIND_NAMES,
    WITHOUT_PICTURE,
    LookContent,
    Owner,
)

__all__ = [
    "DEEDS",
    "EXAMPLE",
    "FACT_NAMES",
    "FINISHED",
    "KEPT_BY_AGENCIES",
    "KEPT_BY_PEOPLE",
    "KIND_NAMES",
    "STATES",
    "STEPS",
    "WITHOUT_PICTURE",
    "FlowDeed",
    "FlowState",
    "LookContent",
    "Owner",
    "StepKind",
]
