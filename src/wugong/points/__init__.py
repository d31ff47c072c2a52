"""积分: what earns points, how a claim becomes an entry of the ledger, and what every point rests on."""
