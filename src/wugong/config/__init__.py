"""The top floor: settings, root addresses, the server's entry and the console command."""
