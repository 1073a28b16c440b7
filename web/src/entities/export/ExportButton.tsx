// Asks for an album as a ZIP. How far it is, the list of exports says.
import { FileArchive } from 'lucide-react';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { isUnderWay, useExportAlbum, useExports } from './exports.ts';

interface Props {
  albumId: string;
  empty: boolean;
}

export function ExportButton({ albumId, empty }: Props) {
  const start = useExportAlbum(albumId);
  const exports = useExports();
  const toast = useToast();
  const underWay = exports.data?.some((one) => one.album_id === albumId && isUnderWay(one)) ?? false;
  return (
    <Button
      icon={FileArchive}
      busy={start.isPending}
      disabled={empty || underWay}
      onClick={() =>
        start.mutate(undefined, {
          onSuccess: () => toast(t.exports.started),
          onError: (error) => toast(messageOf(error), 'bad'),
        })
      }
    >
      {t.exports.start}
    </Button>
  );
}
