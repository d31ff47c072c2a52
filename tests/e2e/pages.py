"""The addresses that every check of looks and access walks; each room adds its pages here."""

PUBLIC = ["/", "/no/such/page/"]
