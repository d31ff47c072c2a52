"""Photos and sounds, shown and played to those who may."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wugong.access.guards import signed_in
from wugong.media.models import Photo, Sound
from wugong.media.permissions import can_listen, can_look

# Never changed under its address, so kept for a year, but only by the browser of whoever may look.
CACHING = "private, max-age=31536000, immutable"


@signed_in
@require_safe
def photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """Show a photo."""
    found = _found(request, pk)
    return _shown(found.file.name or "", f"{found.pk}.jpg", "image/jpeg")


@signed_in
@require_safe
def small_photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """Show the preview of a photo."""
    found = _found(request, pk)
    return _shown(found.small, f"{found.pk}.jpg", "image/jpeg")


@signed_in
@require_safe
def sound(request: HttpRequest, pk: UUID) -> FileResponse:
    """Play a sound."""
    found = get_object_or_404(Sound.objects.select_related("place"), pk=pk)
    can_listen(request.user, found).or_refuse()
    return _shown(found.file.name or "", f"{found.pk}.ogg", "audio/ogg")


def _found(request: HttpRequest, pk: UUID) -> Photo:
    photo = get_object_or_404(Photo.objects.select_related("place"), pk=pk)
    can_look(request.user, photo).or_refuse()
    return photo


def _shown(name: str, called: str, kind: str) -> FileResponse:
    try:
        file: Any = default_storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"Cache-Control": CACHING, "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, filename=called, content_type=kind, headers=headers)
