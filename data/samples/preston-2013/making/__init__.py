"""How the sample is made: names, places, the plan of the money, the ledger, the six layouts, and the truth beside them."""
