"""Photos, shown to those who may look at them."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wugong.access.guards import signed_in
from wugong.media.models import Photo
from wugong.media.permissions import can_look

# Never changed under its address, so kept for a year, but only by the browser of whoever may look.
CACHING = "private, max-age=31536000, immutable"


@signed_in
@require_safe
def photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """Show a photo."""
    found = _found(request, pk)
    return _shown(found.file.name or "", found)


@signed_in
@require_safe
def small_photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """Show the preview of a photo."""
    found = _found(request, pk)
    return _shown(found.small, found)


def _found(request: HttpRequest, pk: UUID) -> Photo:
    photo = get_object_or_404(Photo.objects.select_related("place"), pk=pk)
    can_look(request.user, photo).or_refuse()
    return photo


def _shown(name: str, photo: Photo) -> FileResponse:
    try:
        file: Any = default_storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"Cache-Control": CACHING, "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, filename=f"{photo.pk}.jpg", content_type="image/jpeg", headers=headers)
