"""ETSI EN 319 412-1 to -3: profiles of certificates; pkilint checks the rest."""
