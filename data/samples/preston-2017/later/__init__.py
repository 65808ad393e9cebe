"""How this sample differs from that of four years before: its plan, its cast, and what became of the suppliers in between."""
