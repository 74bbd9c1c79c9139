"""Certificate profiles as data, and what goes into one certificate."""

from antin.profiles.content import Addresses, Content, Issuer, SelfIssued
from antin.profiles.errors import ProfileUnknown
from antin.profiles.lifetime import Lifetime
from antin.profiles.model import AddressRules, KeyUsage, Presence, Profile
from antin.profiles.table import PROFILES, profile_named

__all__ = [
    "PROFILES", "AddressRules", "Addresses", "Content", "Issuer", "KeyUsage", "Lifetime", "Presence", "Profile",
    "ProfileUnknown", "SelfIssued", "profile_named",
]
