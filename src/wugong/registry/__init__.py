"""The register (登记): households, persons, organisations, offices, the grid."""
