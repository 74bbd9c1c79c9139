"""What people decide about cases: one function per deed."""
