"""Why a paper cannot be made."""

from antin.errors import AntinError


class DocumentsError(AntinError):
    """The parent of every error of this room."""

    code = "documents_error"


class DocumentTooLarge(DocumentsError):
    """More than fits on a paper that anybody reads: `found` of `what`, at most `maximum`."""

    code = "document_too_large"
