"""The certification authority: certificates, orders and their approvals; the signer that carries them out."""
