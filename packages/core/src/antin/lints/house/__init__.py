"""What this project demands beyond the standards and the law."""
