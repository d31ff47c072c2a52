"""Recordings made for tests: a plain tone, as a phone or a browser would hand it in."""

import io
import math
from array import array

import av
from av.audio.frame import AudioFrame
from django.core.files.uploadedfile import SimpleUploadedFile

from wugong.media.sounds import speech_of

SECRET = "Redmi Note of Zhang"
SHAPES = {"wav": ("pcm_s16le", 16_000), "mp4": ("aac", 44_100), "webm": ("libopus", 48_000)}
BLOCK = 960


def tone(shape="wav", seconds=1.0):
    """Return so many seconds of a tone in a file of this shape, with a name in its metadata."""
    codec, rate = SHAPES[shape]
    into = io.BytesIO()
    with av.open(into, "w", format=shape) as target:
        target.metadata["title"] = SECRET
        stream = target.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(format=stream.codec_context.format.name, layout="mono", rate=rate)
        for start in range(0, round(rate * seconds), BLOCK):
            count = min(BLOCK, round(rate * seconds) - start)
            wave = (int(9000 * math.sin(440 * 2 * math.pi * at / rate)) for at in range(start, start + count))
            frame = AudioFrame(format="s16", layout="mono", samples=count)
            frame.planes[0].update(array("h", wave).tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate, frame.pts = rate, start
            for one in resampler.resample(frame):
                target.mux(stream.encode(one))
        target.mux(stream.encode(None))
    return into.getvalue()


def handed_in(data, name="recording.webm"):
    """Return the bytes as a browser hands them in."""
    return SimpleUploadedFile(name, data, "audio/webm")


def speech(seconds=1.0):
    """Return spoken words as they may be kept."""
    return speech_of(handed_in(tone(seconds=seconds)))
