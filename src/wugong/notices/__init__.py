"""What is told to whom after an act; one folder per channel, the inbox in the app among them."""
