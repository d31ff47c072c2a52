"""What this room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class TooManyBytes(Refusal):
    code = "media.too_many_bytes"
    sentence = mark("这张照片超过 %(most)s MB，收不下。请在手机里把它缩小，或者重新拍一张再交。")
    status = 413


class TooManyPixels(Refusal):
    code = "media.too_many_pixels"
    sentence = mark("这张照片超过 %(most)s 万像素，收不下。请在手机里把它缩小再交。")
    status = 413


class NotAPhoto(Refusal):
    code = "media.not_a_photo"
    sentence = mark("这个文件不是照片。请交 JPEG、PNG 或 WebP 照片，手机拍的一般就是。")


class AppleFormat(Refusal):
    code = "media.apple_format"
    sentence = mark(
        "这张照片是 HEIC 格式，这里打不开。请在手机“设置、相机、格式”里选“兼容性最佳”再拍，或者截一张图交来。"
    )


class Damaged(Refusal):
    code = "media.damaged"
    sentence = mark("这张照片不完整，打不开，可能没有传完。请再交一次；还不行，就重新拍一张。")


class SomethingInside(Refusal):
    code = "media.something_inside"
    sentence = mark("这张照片里夹带了别的文件，不能收。请用手机相机重新拍一张，或者截一张图交来。")


class SoundTooLarge(Refusal):
    code = "media.sound_too_large"
    sentence = mark("这段录音超过 %(most)s MB，收不下。请录短一点，或者打字。")
    status = 413


class SoundTooLong(Refusal):
    code = "media.sound_too_long"
    sentence = mark("这段录音超过 %(most)s 秒，收不下。请分几段说，或者打字。")
    status = 413


class NotASound(Refusal):
    code = "media.not_a_sound"
    sentence = mark("这个文件里没有听得见的声音，或者没有传完。请再录一次，或者打字。")


class WordsAmiss(Refusal):
    code = "media.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong media --help。")
