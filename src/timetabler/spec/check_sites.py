"""What does not fit together about sites, zones, and places that stand in for others."""

from __future__ import annotations

from timetabler.spec.diagnostics import Diagnostics
from timetabler.spec.document import Document
from timetabler.spec.tree import Path
from timetabler.spec.week import ids_of


def check_sites(document: Document, found: Diagnostics) -> None:
    """Sites, and the way from one to another, are written together or not at all."""
    if len(document.sites) == 1:
        message = "one site alone has no use: sites are where people travel between"
        found.error("TT226", message, ("sites",), key=True, hint="write all of them, or none")
    elif document.sites and not document.travel:
        message = "there are sites, but not how many minutes it takes from one to another"
        found.error("TT226", message, ("sites",), key=True, hint="write travel: 15, say")
    elif document.travel and not document.sites:
        message = "there is travel, but there are no sites to travel between"
        found.error("TT226", message, ("travel",), key=True, hint="write sites: [north, south]")
    if len(document.sites) > 1:
        _check_home_rooms(document, found)
        _warn_nowhere(document, found)


def _check_home_rooms(document: Document, found: Diagnostics) -> None:
    """A class is where its home room is, and its home room is where the class is."""
    listed = {room.id: room.site for room in document.rooms}
    first: dict[str, tuple[str | None, int]] = {}
    for i, entry in enumerate(document.classes):
        path: Path = ("classes", i, "site")
        if entry.room is None:
            continue
        if entry.room in listed:
            site = listed[entry.room]
            if entry.site is not None and site not in (None, entry.site):
                message = (
                    f"the class is on site {entry.site}, but its room {entry.room} is on {site}"
                )
                found.error("TT226", message, path)
            continue
        site, line = first.setdefault(entry.room, (entry.site, found.mark(path[:-1]).line))
        if site != entry.site:
            message = f"room {entry.room} would be on two sites, as the class in line {line} has it"
            hint = "list the room under rooms with its site"
            found.error("TT226", message, path[:-1], hint=hint)


def _warn_nowhere(document: Document, found: Diagnostics) -> None:
    """What is on no site counts as near everything."""
    rooms = {room.id for room in document.rooms if room.site is not None}
    missing = [
        *(
            class_id
            for entry in document.classes
            for class_id in ids_of(entry)
            if entry.site is None and entry.room not in rooms
        ),
        *(area.id for area in (document.duties.areas if document.duties else ()) if not area.site),
    ]
    homes = {entry.room for entry in document.classes}
    missing += [r.id for r in document.rooms if r.site is None and r.id not in homes]
    if missing:
        message = f"on no site, and so counted as near to all of them: {', '.join(missing)}"
        found.warning("TT227", message, ("sites",), key=True, hint="write site: for each")


def check_zones(document: Document, found: Diagnostics) -> None:
    """A class is in the zone of its home room: of a class, it says where that is."""
    zones = {room.id: room.zone for room in document.rooms if room.zone}
    for i, entry in enumerate(document.classes):
        path: Path = ("classes", i, "zone")
        if entry.zone and entry.room is None:
            message = "the zone is that of the home room, and the class has none"
            found.error("TT226", message, path, hint="write room: R1, say")
        elif entry.zone and entry.room is not None:
            zone = zones.setdefault(entry.room, entry.zone)
            if zone != entry.zone:
                message = (
                    f"the class is in zone {entry.zone}, but its room {entry.room} is in {zone}"
                )
                found.error("TT226", message, path)


def check_wet(document: Document, found: Diagnostics) -> None:
    """In wet weather lessons go to other rooms, and these are under a roof."""
    outdoors = {room.id for room in document.rooms if room.wet}
    for i, room in enumerate(document.rooms):
        for index, name in enumerate(room.wet):
            path: Path = ("rooms", i, "wet", index)
            if name == room.id:
                message = f"{name} is outdoors, and cannot stand in for itself in wet weather"
                found.error("TT228", message, path)
            elif name in outdoors:
                message = f"{name} is outdoors too, as it has a wet-weather room of its own"
                found.error("TT228", message, path, hint="name a room under a roof")
