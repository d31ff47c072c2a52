"""The discovery document: which endpoints there are, and in which forms."""

from typing import Any, Final

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
SINCE: Final = "2026-11-23T00:00:00+08:00"
FORMATS: Final = ("text/xml", "application/json")


def discovery_document(root: str) -> dict[str, Any]:
    """Return the endpoints under this address; ours is a production one."""
    return {
        "changeset": SINCE,
        "contact": "",
        "key_service": "",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": root.rstrip("/"),
                "changeset": SINCE,
                "type": "production",
                "formats": list(FORMATS),
            }
        ],
    }
