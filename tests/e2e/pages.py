"""The addresses that every check of looks and access walks; each room adds its pages here."""

PUBLIC = ["/", "/sign-in/", "/no/such/page/"]

# Pages of whoever has signed in, seen by an officer of the demonstration.
OFFICER = "yuntang-officer"
SIGNED_IN = ["/me/", "/me/records/", "/me/sessions/", "/me/password/", "/me/second-factor/"]
