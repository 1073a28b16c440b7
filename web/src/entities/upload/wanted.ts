// Which files of a folder are sent: photos and videos. What an operating system or a program leaves in a folder is not
// what someone wants to keep here; a file that is chosen by itself is always sent, and the server says what it is. Pure.

const ENDING = /\.(jpe?g|png|gif|webp|avif|hei[cf]|mp4|m4v|mov|webm)$/i;

type Named = Pick<File, 'name' | 'type'>;

export const wantedOf = <F extends Named>(files: readonly F[]): F[] =>
  files.filter(({ name, type }) => !name.startsWith('.') && (/^(image|video)\//.test(type) || ENDING.test(name)));
