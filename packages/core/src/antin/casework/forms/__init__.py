"""The forms of each law set as data."""

from antin.casework.forms.model import Block, Choice, Column, Field, FieldKind, Form, FormKind, Signer

__all__ = ["Block", "Choice", "Column", "Field", "FieldKind", "Form", "FormKind", "Signer"]
