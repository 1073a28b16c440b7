// Small pictures of every kind that went wrong once, or that other systems get wrong. Self-made; named by what is odd about
// them. Quadrants are red, green, blue and yellow unless a test says otherwise.
import alphaStripesSmallPng from './fixtures/alpha-stripes-small.png.bin';
import apngSmallPng from './fixtures/apng-small.png.bin';
import avif10bit12mpAvif from './fixtures/avif-10bit-12mp.avif.bin';
import avif36mpAvif from './fixtures/avif-36mp.avif.bin';
import avifAlpha5mpAvif from './fixtures/avif-alpha-5mp.avif.bin';
import avifAlphaCroppedSmallAvif from './fixtures/avif-alpha-cropped-small.avif.bin';
import avifAlphaTurnedSmallAvif from './fixtures/avif-alpha-turned-small.avif.bin';
import avifAnimSmallAvif from './fixtures/avif-anim-small.avif.bin';
import avifSmallAvif from './fixtures/avif-small.avif.bin';
import avif12bitSmallAvif from './fixtures/avif-12bit-small.avif.bin';
import avif422SmallAvif from './fixtures/avif-422-small.avif.bin';
import avif444BigAvif from './fixtures/avif-444-big.avif.bin';
import avif444SmallAvif from './fixtures/avif-444-small.avif.bin';
import avifFilteredSmallAvif from './fixtures/avif-filtered-small.avif.bin';
import avifGraySmallAvif from './fixtures/avif-gray-small.avif.bin';
import avifGrayVideoRangeSmallAvif from './fixtures/avif-gray-video-range-small.avif.bin';
import avifVideoRangeSmallAvif from './fixtures/avif-video-range-small.avif.bin';
import gifAnimSmallGif from './fixtures/gif-anim-small.gif.bin';
import gif6mpGif from './fixtures/gif-6mp.gif.bin';
import gifPlacedSmallGif from './fixtures/gif-placed-small.gif.bin';
import gifScreenNoneGif from './fixtures/gif-screen-0x0.gif.bin';
import heic10bitSmallHeic from './fixtures/heic-10bit-small.heic.bin';
import heicAlphaSmallHeic from './fixtures/heic-alpha-small.heic.bin';
import heicTilesHeic from './fixtures/heic-tiles.heic.bin';
import heicSmallHeic from './fixtures/heic-small.heic.bin';
import iccLinearGraySmallJpg from './fixtures/icc-linear-gray-small.jpg.bin';
import iccP3Jpg from './fixtures/icc-p3.jpg.bin';
import iccSwappedSmallJpg from './fixtures/icc-swapped-small.jpg.bin';
import iccSwappedSmallPng from './fixtures/icc-swapped-small.png.bin';
import iccSwappedSmallWebp from './fixtures/icc-swapped-small.webp.bin';
import jpeg12mpProgressiveJpg from './fixtures/jpeg-12mp-progressive.jpg.bin';
import jpegCmykSmallJpg from './fixtures/jpeg-CMYK-small.jpg.bin';
import jpegLSmallJpg from './fixtures/jpeg-L-small.jpg.bin';
import jpegBigSamsungSosJpg from './fixtures/jpeg-big-samsung-sos.jpg.bin';
import jpegSmallMotionPhotoJpg from './fixtures/jpeg-small-motion-photo.jpg.bin';
import jpegSmallNoEoiJpg from './fixtures/jpeg-small-no-eoi.jpg.bin';
import jpegSmallTwoExif63Jpg from './fixtures/jpeg-small-two-exif-6-3.jpg.bin';
import orient5SmallPng from './fixtures/orient-5-small.png.bin';
import orient6SmallWebp from './fixtures/orient-6-small.webp.bin';
import orient7SmallJpg from './fixtures/orient-7-small.jpg.bin';
import orient8SmallAvif from './fixtures/orient-8-small.avif.bin';
import png12mpPng from './fixtures/png-12mp.png.bin';
import png16bitSmallPng from './fixtures/png-16bit-small.png.bin';
import pngAdam7SmallPng from './fixtures/png-adam7-small.png.bin';
import pngBigBadExifPng from './fixtures/png-big-bad-exif.png.bin';
import pngBigBadTextCrcPng from './fixtures/png-big-bad-text-crc.png.bin';
import pngBigGrayWithRgbIccPng from './fixtures/png-big-gray-with-rgb-icc.png.bin';
import pngBigTwoPhysPng from './fixtures/png-big-two-phys.png.bin';
import pngPaletteTrnsSmallPng from './fixtures/png-palette-trns-small.png.bin';
import size16382x3Jpg from './fixtures/size-16382x3.jpg.bin';
import webp8mpWebp from './fixtures/webp-8mp.webp.bin';
import webpAnimSmallWebp from './fixtures/webp-anim-small.webp.bin';
import webpFlat16x16Webp from './fixtures/webp-flat-16x16.webp.bin';
import webpOneSegmentWebp from './fixtures/webp-one-segment.webp.bin';

const FIXTURES = {
  'alpha-stripes-small.png': alphaStripesSmallPng,
  'apng-small.png': apngSmallPng,
  'avif-10bit-12mp.avif': avif10bit12mpAvif,
  'avif-36mp.avif': avif36mpAvif,
  'avif-alpha-5mp.avif': avifAlpha5mpAvif,
  'avif-alpha-cropped-small.avif': avifAlphaCroppedSmallAvif,
  'avif-alpha-turned-small.avif': avifAlphaTurnedSmallAvif,
  'avif-anim-small.avif': avifAnimSmallAvif,
  'avif-small.avif': avifSmallAvif,
  'avif-12bit-small.avif': avif12bitSmallAvif,
  'avif-422-small.avif': avif422SmallAvif,
  'avif-444-big.avif': avif444BigAvif,
  'avif-444-small.avif': avif444SmallAvif,
  'avif-filtered-small.avif': avifFilteredSmallAvif,
  'avif-gray-small.avif': avifGraySmallAvif,
  'avif-gray-video-range-small.avif': avifGrayVideoRangeSmallAvif,
  'avif-video-range-small.avif': avifVideoRangeSmallAvif,
  'gif-anim-small.gif': gifAnimSmallGif,
  'gif-6mp.gif': gif6mpGif,
  'gif-placed-small.gif': gifPlacedSmallGif,
  'gif-screen-0x0.gif': gifScreenNoneGif,
  'heic-10bit-small.heic': heic10bitSmallHeic,
  'heic-alpha-small.heic': heicAlphaSmallHeic,
  'heic-tiles.heic': heicTilesHeic,
  'heic-small.heic': heicSmallHeic,
  'icc-linear-gray-small.jpg': iccLinearGraySmallJpg,
  'icc-p3.jpg': iccP3Jpg,
  'icc-swapped-small.jpg': iccSwappedSmallJpg,
  'icc-swapped-small.png': iccSwappedSmallPng,
  'icc-swapped-small.webp': iccSwappedSmallWebp,
  'jpeg-12mp-progressive.jpg': jpeg12mpProgressiveJpg,
  'jpeg-CMYK-small.jpg': jpegCmykSmallJpg,
  'jpeg-L-small.jpg': jpegLSmallJpg,
  'jpeg-big-samsung-sos.jpg': jpegBigSamsungSosJpg,
  'jpeg-small-motion-photo.jpg': jpegSmallMotionPhotoJpg,
  'jpeg-small-no-eoi.jpg': jpegSmallNoEoiJpg,
  'jpeg-small-two-exif-6-3.jpg': jpegSmallTwoExif63Jpg,
  'orient-5-small.png': orient5SmallPng,
  'orient-6-small.webp': orient6SmallWebp,
  'orient-7-small.jpg': orient7SmallJpg,
  'orient-8-small.avif': orient8SmallAvif,
  'png-12mp.png': png12mpPng,
  'png-16bit-small.png': png16bitSmallPng,
  'png-adam7-small.png': pngAdam7SmallPng,
  'png-big-bad-exif.png': pngBigBadExifPng,
  'png-big-bad-text-crc.png': pngBigBadTextCrcPng,
  'png-big-gray-with-rgb-icc.png': pngBigGrayWithRgbIccPng,
  'png-big-two-phys.png': pngBigTwoPhysPng,
  'png-palette-trns-small.png': pngPaletteTrnsSmallPng,
  'size-16382x3.jpg': size16382x3Jpg,
  'webp-8mp.webp': webp8mpWebp,
  'webp-anim-small.webp': webpAnimSmallWebp,
  'webp-flat-16x16.webp': webpFlat16x16Webp,
  'webp-one-segment.webp': webpOneSegmentWebp,
};

export type Fixture = keyof typeof FIXTURES;

export const fixture = (name: Fixture): Uint8Array<ArrayBuffer> => new Uint8Array(FIXTURES[name].slice(0));
