"""Cases: requests of subscribers, letters of agencies, and their way through the authority."""
