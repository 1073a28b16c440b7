// Names a source file. The page cannot open an editor, so a press copies the path, which is from the top of the checkout.
import { t } from '../i18n/texts.ts';
import { useToast } from './Toasts.tsx';

export function SourcePath({ path }: { path: string }) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(path);
      toast(t.common.pathCopied);
    } catch {
      toast(t.common.clipboardClosed, 'bad');
    }
  };
  return (
    <button
      type="button"
      title={t.common.copyPath}
      onClick={() => void copy()}
      className="min-h-6 cursor-copy rounded text-left font-mono text-[0.6875rem] break-all text-ink underline decoration-line decoration-dotted underline-offset-2 hover:decoration-accent"
    >
      {path}
    </button>
  );
}
