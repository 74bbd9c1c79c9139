"""What the status services answer, from bytes to bytes."""
