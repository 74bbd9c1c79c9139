"""The six profiles, after certificates measured in the field and RFC 5280, 3161, 6960, 9336.

G2 gives its people four key usages; ours are two, because these keys never decrypt: signing a document
(non-repudiation) and signing in (digital signature). Law: at most 5 years for subscribers and 20 for
authorities (NĐ 130/2018, NĐ 68/2024 Đ.9).
"""

from collections.abc import Mapping
from types import MappingProxyType

from antin import oids
from antin.profiles.errors import ProfileUnknown
from antin.profiles.lifetime import Lifetime
from antin.profiles.model import AddressRules, KeyUsage, Presence, Profile

_AUTHORITY = frozenset({KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN})
_SIGNING = frozenset({KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION})
_ANSWERING = frozenset({KeyUsage.DIGITAL_SIGNATURE})
_PILOT = (oids.PILOT_CERTIFICATE_POLICY,)
_SUBSCRIBER_PURPOSES = (oids.CLIENT_AUTH, oids.EMAIL_PROTECTION, oids.DOCUMENT_SIGNING)
_ALL_ADDRESSES = AddressRules(ocsp=Presence.REQUIRED, crl=Presence.REQUIRED, ca_issuers=Presence.REQUIRED)

_TABLE = (
    Profile(
        name="root", key_usage=_AUTHORITY, longest=Lifetime(years=20), is_authority=True, is_self_issued=True,
    ),
    Profile(
        name="issuing_ca", key_usage=_AUTHORITY, longest=Lifetime(years=20), is_authority=True, path_length=0,
        policies=_PILOT,
        addresses=AddressRules(ocsp=Presence.OPTIONAL, crl=Presence.REQUIRED, ca_issuers=Presence.REQUIRED),
    ),
    Profile(
        name="person", key_usage=_SIGNING, longest=Lifetime(years=5), extended_key_usage=_SUBSCRIBER_PURPOSES,
        policies=_PILOT, email=Presence.REQUIRED, addresses=_ALL_ADDRESSES,
    ),
    Profile(
        name="organisation", key_usage=_SIGNING, longest=Lifetime(years=5),
        extended_key_usage=_SUBSCRIBER_PURPOSES, policies=_PILOT, email=Presence.REQUIRED,
        addresses=_ALL_ADDRESSES,
    ),
    Profile(
        name="ocsp_responder", key_usage=_ANSWERING, longest=Lifetime(days=90),
        extended_key_usage=(oids.OCSP_SIGNING,), policies=_PILOT, has_no_check=True,
        addresses=AddressRules(ca_issuers=Presence.REQUIRED),
    ),
    Profile(
        name="time_stamping", key_usage=_ANSWERING, longest=Lifetime(years=5),
        extended_key_usage=(oids.TIME_STAMPING,), is_extended_key_usage_critical=True, policies=_PILOT,
        addresses=_ALL_ADDRESSES,
    ),
)

PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in _TABLE})


def profile_named(name: str) -> Profile:
    """The profile. Raises ProfileUnknown."""
    if name not in PROFILES:
        raise ProfileUnknown(name=name)
    return PROFILES[name]
