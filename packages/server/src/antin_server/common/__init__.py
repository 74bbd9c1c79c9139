"""What every app of the server may use: time, text, sealing, doors, pages."""
