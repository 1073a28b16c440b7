// Chooses a folder: the photos and videos in it and below it, as a drop of the folder would.
import { FolderUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useUploadQueue } from './UploadProvider.tsx';
import { wantedOf } from './wanted.ts';

export function FolderButton() {
  const input = useRef<HTMLInputElement>(null);
  const queue = useUploadQueue();
  // An attribute that React's types do not know.
  useEffect(() => input.current?.setAttribute('webkitdirectory', ''), []);
  return (
    <>
      <Button
        icon={FolderUp}
        aria-label={t.library.addFolder}
        title={t.library.addFolder}
        // A phone has no folders to choose.
        className="max-sm:hidden"
        onClick={() => input.current?.click()}
      >
        {t.library.folder}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-folder
        onChange={({ target }) => {
          queue.add(wantedOf([...(target.files ?? [])]));
          target.value = '';
        }}
      />
    </>
  );
}
