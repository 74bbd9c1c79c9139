"""Why a SignedData cannot be read, or a signature in it does not hold."""

from antin.errors import AntinError


class SignedDataBroken(AntinError):
    """Bytes that are no SignedData: every fault of structure, size or depth (`reason`)."""

    code = "signed_data_broken"


class SignatureInvalid(AntinError):
    """The parent of everything that makes a signature false, whoever signed."""

    code = "signature_invalid"


class ContentMissing(SignatureInvalid):
    """A detached signature without the content or digest it signs, or one with another content than given."""

    code = "signed_content_missing"


class MessageDigestWrong(SignatureInvalid):
    """The content is not the one that was signed."""

    code = "message_digest_wrong"


class SignatureValueWrong(SignatureInvalid):
    """The value was not made over these attributes by the key of the signer's certificate."""

    code = "signature_value_wrong"


class SignedAttributesWrong(SignatureInvalid):
    """A signed attribute is missing, doubled, malformed, or speaks of another content type (`reason`)."""

    code = "signed_attributes_wrong"


class SigningCertificateWrong(SignatureInvalid):
    """The signed reference names another certificate than the one that verifies (RFC 5035: substitution)."""

    code = "signing_certificate_wrong"


class AlgorithmMismatch(SignatureInvalid):
    """The algorithms stated in two places differ (RFC 6211: substitution)."""

    code = "signature_algorithm_mismatch"


class SignatureUnverifiable(AntinError):
    """The parent of everything that leaves the question open."""

    code = "signature_unverifiable"


class SignerCertificateMissing(SignatureUnverifiable):
    """No certificate at hand is the one the signer is identified by."""

    code = "signer_certificate_missing"


class SignatureAlgorithmUnsupported(SignatureUnverifiable):
    """An algorithm, or a key, that we cannot compute with (`name`)."""

    code = "signature_algorithm_unsupported"
