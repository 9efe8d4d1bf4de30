"""Invented people and companies."""

GIVEN = (
    "Amélie", "Benoît", "Chloé", "David", "Élise", "Farid", "Gabrielle", "Hugo", "Inès", "Julien",
    "Karine", "Léo", "Maya", "Nadia", "Olivier", "Priya", "Quentin", "Rachel", "Samuel", "Tania",
    "Ursula", "Victor", "Wei", "Xavier", "Yasmine", "Zoé", "Arjun", "Brigitte", "Carlos", "Dana",
    "Emma", "François", "Grace", "Hassan", "Isabelle", "Jonas", "Keiko", "Liam", "Mei", "Noah",
)  # fmt: skip
FAMILY = (
    "Archambault", "Bouchard", "Chen", "Desjardins", "El Amrani", "Fortin", "Gagnon", "Haddad", "Iyer", "Jalbert",
    "Kowalski", "Lavoie", "Morin", "Nguyen", "O'Connor", "Pelletier", "Quirion", "Rossi", "Simard", "Tremblay",
    "Ueda", "Vachon", "Walsh", "Xu", "Youssef", "Zimmermann", "Abbott", "Boisvert", "Côté", "Diallo",
    "Eriksen", "Ferreira", "Girard", "Hébert", "Ivanova", "Joly", "Khan", "Lapointe", "Müller", "Null",
    "Okafor", "Paquette", "Rahman", "Sato", "Thériault", "Vasquez", "Whitaker", "Yamamoto", "Zhang", "St-Pierre",
)  # fmt: skip
PLACES = (
    "Arctos", "Belmont", "Caribou", "Dunmore", "Estrie", "Fundy", "Gaspé", "Harrow", "Iberville", "Joliette",
    "Kingsway", "Laurentian", "Matane", "Northgate", "Orford", "Pontiac", "Quimby", "Rivière", "Saguenay", "Tadoussac",
)  # fmt: skip
SECTORS = ("Energy", "Mutual", "Pharma", "Logistics", "Transit", "Mining", "Foods", "Telecom", "Retail", "Airlines")


def full_name(position: int) -> str:
    """A name for each position; the first 2,000 differ."""
    given = GIVEN[position % len(GIVEN)]
    family = FAMILY[(position * 7 + position // len(GIVEN)) % len(FAMILY)]
    return f"{given} {family}"


def company_name(position: int) -> str:
    """A company for each position; the first 200 differ."""
    return f"{PLACES[position % len(PLACES)]} {SECTORS[(position // len(PLACES) + position) % len(SECTORS)]}"
