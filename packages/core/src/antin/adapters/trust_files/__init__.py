"""Whom to trust, from files: what a caller names, the sets that are shipped or installed, and their upkeep.

`load_trust` reads files and folders; `load_sets` the named sets; `import_anchors` and `update_set` change a
set and keep a record of who was added why.
"""

from antin.adapters.evidence_files import EvidenceFileUnreadable
from antin.adapters.trust_files.loading import Trust, load_trust
from antin.adapters.trust_files.sets import DEFAULT_SETS, SETS, TrustSetUnknown, load_sets, trust_folder
from antin.adapters.trust_files.upkeep import (
    Proof,
    RecordEntry,
    TrustFileWithoutAnchor,
    TrustListNotGenuine,
    TrustReasonMissing,
    import_anchors,
    read_record,
    update_set,
)

__all__ = [
    "DEFAULT_SETS", "SETS", "EvidenceFileUnreadable", "Proof", "RecordEntry", "Trust",
    "TrustFileWithoutAnchor", "TrustListNotGenuine", "TrustReasonMissing", "TrustSetUnknown",
    "import_anchors", "load_sets", "load_trust", "read_record", "trust_folder", "update_set",
]
