"""Running an installation: processes, first start, checks, backup."""
