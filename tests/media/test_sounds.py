"""Spoken words: what is refused, what is kept of a recording, who hears it."""

import io
from datetime import timedelta
from unittest.mock import patch

import av
import pytest
from django import forms
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from tests.cast import MEMBERS
from tests.media.recordings import SECRET, SHAPES, handed_in, speech, tone

from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.media import sounds
from wugong.media.forms import SoundField
from wugong.media.photos import sweep_orphans
from wugong.media.refusals import NotASound, SoundTooLarge, SoundTooLong
from wugong.media.sounds import MOST_MEGABYTES, MOST_SECONDS, SPARE_SECONDS, keep_sound, speech_of

HEARS = {"cadre", "supervisor", "town_officer", "town_approver"}


pytestmark = pytest.mark.usefixtures("folder")


class TestRefusing:
    @pytest.mark.parametrize("data", [b"", b"text", b"RIFF0000WAVE", tone("mp4")[:300]])
    def test_what_is_no_sound(self, data):
        with pytest.raises(NotASound):
            speech_of(handed_in(data))

    def test_a_film_without_sound(self):
        into = io.BytesIO()
        with av.open(into, "w", format="webm") as target:
            stream = target.add_stream("libvpx", rate=5)
            stream.width = stream.height = 32
            target.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
            target.mux(stream.encode(None))
        with pytest.raises(NotASound):
            speech_of(handed_in(into.getvalue()))

    def test_a_recording_of_nothing(self):
        with pytest.raises(NotASound):
            speech_of(handed_in(tone(seconds=0)))

    @pytest.mark.parametrize(
        "names",
        ["#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{0}\n", "ffconcat version 1.0\nfile {0}\n"],
    )
    def test_a_list_that_names_a_file_of_this_machine(self, names, folder):
        own = folder / "own.wav"
        own.write_bytes(tone())
        with pytest.raises(NotASound):
            speech_of(handed_in(names.format(own).encode()))

    def test_too_many_bytes(self):
        with pytest.raises(SoundTooLarge, match=f"{MOST_MEGABYTES} MB"):
            speech_of(handed_in(bytes(MOST_MEGABYTES * 1_000_000 + 1)))

    @pytest.mark.parametrize("over", [0, 0.1])
    def test_longer_than_the_limit(self, over):
        with patch.object(sounds, "MOST_SECONDS", 1), patch.object(sounds, "SPARE_SECONDS", 1):
            data = tone(seconds=2 + over)
            if over:
                with pytest.raises(SoundTooLong, match="1 秒"):
                    speech_of(handed_in(data))
            else:
                assert speech_of(handed_in(data)).seconds == 2

    def test_two_minutes_may_be_spoken(self):
        assert (MOST_SECONDS, SPARE_SECONDS) == (120, 2)


class TestKeeping:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_only_the_sound_is_kept_of_what_a_phone_writes(self, shape):
        data = tone(shape)
        kept = speech_of(handed_in(data))
        assert SECRET.encode() in data
        assert SECRET.encode() not in kept.ogg
        with av.open(io.BytesIO(kept.ogg)) as opened:
            stream = opened.streams.audio[0]
            assert (stream.codec_context.name, stream.codec_context.layout.name) in {
                ("opus", "mono"),
                ("libopus", "mono"),
            }
            assert opened.metadata == {}
        assert kept.seconds == 1

    def test_row_file_and_record_agree(self, here, village, cadre):
        words = speech()
        sound = keep_sound(words, actor=cadre, at=village)
        with default_storage.open(sound.file.name) as file:
            assert file.read() == words.ogg
        assert (sound.seconds, sound.bytes, sound.sha256) == (1, len(words.ogg), words.digest)
        assert sound.spoken_by == cadre
        assert str(sound).endswith(".ogg")
        assert str(Record.objects.get(act="media.sound_kept")) == "林可 交来“枫林坳村”的一段录音"

    def test_the_house_itself_may_keep_one(self, here, village):
        assert keep_sound(speech(), actor=SYSTEM, at=village).spoken_by is None

    def test_the_sweep_leaves_what_has_a_row(self, here, village, cadre):
        sound = keep_sound(speech(), actor=cadre, at=village)
        other = default_storage.save(f"{sound.file.name}.ogg", io.BytesIO(b"left behind"))
        with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=2)):
            assert sweep_orphans(actor=SYSTEM) == 1
        assert default_storage.exists(sound.file.name)
        assert not default_storage.exists(other)


class Form(forms.Form):
    sound = SoundField(required=False)


def filled(*files):
    return Form({}, MultiValueDict({"sound": list(files)}))


class TestField:
    def test_what_is_no_sound_is_said_at_the_field(self):
        assert filled(handed_in(b"text")).errors["sound"][0].startswith("这个文件里没有听得见的声音")

    def test_nothing_is_nothing(self):
        form = filled()
        assert form.is_valid()
        assert form.cleaned_data["sound"] is None

    def test_a_recording_comes_out_ready_to_keep(self):
        form = filled(handed_in(tone()))
        assert form.is_valid()
        assert form.cleaned_data["sound"].seconds == 1

    @pytest.mark.parametrize("part", ['accept="audio/*"', 'data-record="120"'])
    def test_the_phone_offers_its_recorder(self, part):
        assert part in str(Form()["sound"])


@pytest.fixture
def sound(county, village):
    with standing_in(county):
        return keep_sound(speech(), actor=SYSTEM, at=village)


class TestHearing:
    @pytest.mark.parametrize("who", MEMBERS)
    def test_only_who_visits_or_reads_the_register_there_hears_it(self, who, request, as_user, sound):
        answer = as_user(request.getfixturevalue(who)).get(f"/sounds/{sound.pk}/")
        answer.close()
        expected = 200 if who in HEARS else 404 if who == "far_town_officer" else 403
        assert answer.status_code == expected

    def test_whoever_spoke_hears_it(self, county, village, resident, as_user):
        with standing_in(county):
            own = keep_sound(speech(), actor=resident, at=village)
        answer = as_user(resident).get(f"/sounds/{own.pk}/")
        answer.close()
        assert answer.status_code == 200

    def test_it_is_sent_as_sound_that_only_this_browser_keeps(self, as_user, cadre, sound):
        answer = as_user(cadre).get(f"/sounds/{sound.pk}/")
        assert answer["Content-Type"] == "audio/ogg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"].startswith("private")
        assert len(b"".join(answer)) == sound.bytes

    def test_a_file_that_is_gone_is_not_found(self, as_user, cadre, sound):
        default_storage.delete(sound.file.name)
        assert as_user(cadre).get(f"/sounds/{sound.pk}/").status_code == 404
