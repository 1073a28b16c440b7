// The code that sends a file: fetched after the first page, or with the first file, whichever comes first.
import { offline } from '../../api/http.ts';
import type { SendFile } from './send-file.ts';

/** Without a connection the code cannot be fetched either: the file waits, as it does for a server that is away. */
const unreachable = (): never => {
  throw offline();
};

export const loadSending = () => Promise.all([import('./send.ts'), import('./preview.ts')]);

export const sendLater: SendFile = async (file, options) => {
  const [{ sendFile }, { offerPreview }] = await loadSending().catch(unreachable);
  const stored = await sendFile(file, options);
  if (!stored.duplicate) void offerPreview(file, stored.mediaId);
  return stored;
};
