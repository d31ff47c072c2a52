"""From a recording to what may be kept of it, and the act that keeps it: mono Opus, nothing of the device."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.counties.uuid7 import uuid7
from wugong.media import acts, refusals
from wugong.media.models import Sound
from wugong.places.models import Place

MEGABYTE: Final = 1_000_000
MOST_MEGABYTES: Final = 20
MOST_SECONDS: Final = 120
SPARE_SECONDS: Final = 2  # a recorder that stops itself at the limit is a little late
RATE: Final = 48_000  # what Opus runs at
BITS: Final = 24_000  # a second; speech stays clear
# What phones and browsers record. A list of parts could name files of this machine, so none is opened.
FORMATS: Final = "ogg,matroska,webm,mov,mp4,m4a,3gp,mp3,wav,aac,amr,flac,caf"
OPENING: Final = {"format_whitelist": FORMATS, "protocol_whitelist": ""}


@dataclass(frozen=True, slots=True)
class Speech:
    """Spoken words as they may be kept, before anyone has kept them."""

    ogg: bytes
    seconds: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is kept."""
        return sha256(self.ogg).hexdigest()


def speech_of(file: "File[bytes]") -> Speech:
    """Return what may be kept of the file; refuse what is too large, too long, damaged or holds no sound."""
    data = _read(file)
    into = io.BytesIO()
    try:
        samples = _encoded(data, into)
    except (av.FFmpegError, ValueError) as fault:
        raise refusals.NotASound from fault
    if not samples:
        raise refusals.NotASound
    return Speech(into.getvalue(), max(1, round(samples / RATE)))


def _read(file: "File[bytes]") -> bytes:
    most = MOST_MEGABYTES * MEGABYTE
    file.seek(0)
    data: bytes = file.read(most + 1)
    if len(data) > most:
        raise refusals.SoundTooLarge(most=MOST_MEGABYTES)
    return data


def _encoded(data: bytes, into: io.BytesIO) -> int:
    """Write the sound as mono Opus without metadata; return how many samples it has."""
    samples = 0
    with (
        av.open(io.BytesIO(data), "r", metadata_errors="ignore", container_options=OPENING) as source,
        av.open(into, "w", format="ogg") as target,
    ):
        stream = target.add_stream("libopus", rate=RATE, layout="mono", bit_rate=BITS)
        for frame in _frames(source):
            samples += frame.samples
            if samples > (MOST_SECONDS + SPARE_SECONDS) * RATE:
                raise refusals.SoundTooLong(most=MOST_SECONDS)
            target.mux(stream.encode(frame))
        if samples:
            target.mux(stream.encode(None))
    return samples


def _frames(source: InputContainer) -> Iterator[AudioFrame]:
    """Yield the first audio stream as mono frames at the rate of Opus."""
    if not source.streams.audio:
        raise refusals.NotASound
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in source.decode(source.streams.audio[0]):
        frame.pts = None
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def keep_sound(speech: Speech, *, actor: User | System, at: Place) -> Sound:
    """The place has these spoken words, encoded anew.

    The file is written before its row; what a roll-back leaves behind is swept away with the photos'.
    """
    key, now = uuid7(), timezone.now()
    name = f"{county_here().code}/{timezone.localdate(now):%Y-%m}/{key}.ogg"
    default_storage.save(name, ContentFile(speech.ogg))
    with transaction.atomic():
        sound = Sound.objects.create(
            pk=key,
            place=at,
            file=name,
            seconds=speech.seconds,
            bytes=len(speech.ogg),
            sha256=speech.digest,
            spoken_by=actor if isinstance(actor, User) else None,
            kept_at=now,
        )
        record(acts.SOUND_KEPT, actor=actor, at=at.code, place=at.name)
    return sound


@transaction.atomic
def erase_sounds(sounds: Iterable[Sound], *, actor: User | System) -> int:
    """These spoken words are gone with their files, but those that something else has; returns how many.

    Part of an act that has asked who may.
    """
    gone = 0
    for sound in sounds:
        try:
            with transaction.atomic():
                Sound.objects.filter(pk=sound.pk).delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(default_storage.delete, str(sound.file)))
        record(acts.SOUND_ERASED, actor=actor, at=sound.place.code, place=sound.place.name)
        gone += 1
    return gone
