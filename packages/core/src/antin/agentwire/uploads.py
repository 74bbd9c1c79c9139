"""How a portal answers the program that brings a signed document back."""

UPLOAD_FIELD = "uploadfile"
"""The name of the file's part in the form."""


def upload_reply(
    *, is_accepted: bool, message: str = "", file_name: str = "", stored_as: str = "", number: str = "",
    date: str = "",
) -> dict[str, object]:
    """The JSON of the answer, always with status 200: programs read only this.

    stored_as: an opaque text of ours, which the program hands to the page unchanged.
    """
    return {
        "Status": is_accepted, "Message": message, "FileName": file_name, "FileServer": stored_as,
        "DocumentNumber": number, "DocumentDate": date,
    }
