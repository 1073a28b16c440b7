// Names a source file. The page cannot open an editor, so a press copies the path, which is from the top of the checkout.
import { t } from '../i18n/texts.ts';
import { useCopy } from './useCopy.ts';

export function SourcePath({ path }: { path: string }) {
  const copy = useCopy();
  return (
    <button
      type="button"
      title={t.common.copyPath}
      onClick={() => void copy(path, t.common.pathCopied)}
      className="min-h-6 cursor-copy rounded text-left font-mono text-[0.6875rem] break-all text-ink underline decoration-line decoration-dotted underline-offset-2 hover:decoration-accent"
    >
      {path}
    </button>
  );
}
