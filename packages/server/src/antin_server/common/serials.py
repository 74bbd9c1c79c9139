"""How pages write the serial number of a certificate."""


def shown_serial(serial: str) -> str:
    """Hexadecimal in upper case, as certificate viewers and the order's summary show it; stored in lower case."""
    return serial.upper()
