"""Status services for everyone: OCSP, CRL, issuer certificates, time-stamps."""
