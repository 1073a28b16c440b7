// Copies a text for people, and says so. Where the clipboard is closed (no permission, no https), that is said instead.
import { t } from '../i18n/texts.ts';
import { useToast } from './Toasts.tsx';

/**
 * @param done what is said when it is copied
 * @param closed what is done when it is not
 */
export type Copy = (text: string, done?: string, closed?: () => void) => Promise<void>;

export function useCopy(): Copy {
  const toast = useToast();
  return async (text, done = t.common.copied, closed = () => toast(t.common.clipboardClosed, 'bad')) => {
    try {
      await navigator.clipboard.writeText(text);
      toast(done);
    } catch {
      closed();
    }
  };
}
