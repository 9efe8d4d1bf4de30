"""Tables as files, made on the server, with formulas made harmless and the data's age written in (P7)."""
