"""RFC 5280: certificates and lists; pkilint checks the rest."""
