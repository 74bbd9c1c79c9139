"""People, the tree of agencies through time, and who holds which role where."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from antin_server.accounts.types import AgencyKind, Role


class People(BaseUserManager["Person"]):
    """How Django finds people."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """By e-mail, in whatever case it was typed."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. email: official, lower case. name_order: sorts by tên. search: folded.

    personal_number: sealed; personal_number_index finds it without opening it.
    """

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=120)
    name_order = models.CharField(max_length=260, db_index=True)
    search = models.TextField(blank=True)
    position = models.CharField(max_length=120, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    personal_number = models.TextField(blank=True)
    personal_number_index = models.CharField(max_length=64, blank=True, db_index=True)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="people", null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Họ và tên."""
        return self.full_name


class Agency(models.Model):
    """A body in the tree. code: mã định danh (QĐ 20/2020), may be empty.

    path: ids from the root, `3/17/`; it ends with its own.
    since, until: the half-open time in which it exists; None: always, or still. province: code of QĐ 19/2025.
    """

    code = models.CharField(max_length=35, blank=True, db_index=True)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in AgencyKind])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=255, db_index=True)
    province = models.CharField(max_length=2, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=255, blank=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    search = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.pk}"


class AgencyName(models.Model):
    """What an agency was called, and when; half-open."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=255)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """An agency went into another: merged, divided, renamed by a decision."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    at = models.DateTimeField()
    basis = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class RoleAssignment(models.Model):
    """A person holds a role in an agency and what stands below it, for a half-open time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Role])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.agency_id}"
