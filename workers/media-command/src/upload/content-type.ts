// Which types of file we take. The type is what the first bytes say, never what the client says: phones and browsers call
// a WebP .jpg, and declare what the name says. It is kept and served as what it is.
import { Problem } from '#shared/http/problem';

export const ACCEPTED = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
  'video/mp4',
  'video/quicktime',
  'video/webm',
] as const;
export type ContentType = (typeof ACCEPTED)[number];

/** Other names for the same thing, as browsers and the detector use them. */
const ALIASES: Readonly<Record<string, ContentType>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'video/x-m4v': 'video/mp4',
  // What older phones record and send is the same container.
  'video/3gpp': 'video/mp4',
  'video/3gpp2': 'video/mp4',
};

const canonical = (type: string): string => ALIASES[type] ?? type;

const isAccepted = (type: string): type is ContentType => ACCEPTED.some((accepted) => accepted === type);

/**
 * The type under which a file is kept and served.
 * @param detected what the magic bytes say; undefined when they say nothing
 * @throws Problem unsupported_media_type
 */
export function acceptedType(detected: string | undefined): ContentType {
  const type = canonical(detected ?? '');
  if (!isAccepted(type))
    throw new Problem('unsupported_media_type', 'Send a JPEG, PNG, GIF, WebP, AVIF, HEIC, MP4, MOV or WebM file.');
  return type;
}

export const isVideo = (type: string): boolean => type.startsWith('video/');
