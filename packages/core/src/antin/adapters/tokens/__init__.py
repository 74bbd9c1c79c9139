"""Tokens and cards that hold a private key, through the PKCS#11 library of their vendor.

with TokenModule(path) as module:
    token = module.tokens()[0]
    contents = module.contents(token)
    keys = module.login(token, pin)

Each library runs in a worker process of its own (`antin.adapters.pkcs11_worker`): one that crashes or hangs is an
error here and no more. A PIN goes to the worker over a pipe, is given to the token once, and is never tried again.
"""

from antin.adapters.tokens.choosing import TokenHolding, holdings_of, issuers_above, may_sign_documents, standing_of
from antin.adapters.tokens.errors import (
    FINAL,
    PinFinalTry,
    PinLocked,
    PinNotSet,
    PinRefused,
    PinWrong,
    PinWrongFinalTry,
    TokenAbsent,
    TokenCertificateAbsent,
    TokenFailed,
    TokenKeyAbsent,
    TokenMechanismUnsupported,
    TokenModuleAbsent,
    TokenModuleUnusable,
    TokenRemoved,
    TokenSignatureWrong,
    TokenTimedOut,
    TokenWorkerDied,
)
from antin.adapters.tokens.model import Contents, ModuleInfo, PinState, Token, TokenCertificate, TokenKey
from antin.adapters.tokens.module import TokenModule
from antin.adapters.tokens.places import ModulePlace, modules_found, well_known_places
from antin.adapters.tokens.signer import TokenSigner, key_of

__all__ = [
    "FINAL", "Contents", "ModuleInfo", "ModulePlace", "PinFinalTry", "PinLocked", "PinNotSet", "PinRefused", "PinState",
    "PinWrong", "PinWrongFinalTry", "Token", "TokenAbsent", "TokenCertificate", "TokenCertificateAbsent",
    "TokenFailed", "TokenHolding", "TokenKey", "TokenKeyAbsent", "TokenMechanismUnsupported", "TokenModule",
    "TokenModuleAbsent", "TokenModuleUnusable", "TokenRemoved", "TokenSignatureWrong", "TokenSigner",
    "TokenTimedOut", "TokenWorkerDied", "holdings_of", "issuers_above", "key_of", "may_sign_documents",
    "modules_found", "standing_of", "well_known_places",
]
