// A parked saga waits for a person: an operator resumes it, or skips what keeps failing and says why.
import { Hand, Play, SkipForward } from 'lucide-react';
import { useState } from 'react';
import type { SagaView } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useUser } from '../user/me.ts';
import { useResumeSaga, useSkipStep } from './sagas.ts';

export function ParkedActions({ saga }: { saga: SagaView }) {
  const { operator } = useUser();
  const resume = useResumeSaga();
  const [skipping, setSkipping] = useState(false);

  return (
    <div className="mt-4 space-y-3 rounded-xl bg-bad-soft px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-3">
        <Hand className="size-4 shrink-0 text-bad" aria-hidden />
        <p className="min-w-0 flex-1">
          {t.sagas.parkedHint} {saga.parked && t.words.said(saga.parked.reason)}{' '}
          {!operator && t.sagas.onlyOperator}
        </p>
        {operator && (
          <>
            <Button small icon={Play} busy={resume.isPending} onClick={() => resume.mutate(saga.id)}>
              {t.sagas.resume}
            </Button>
            <Button small icon={SkipForward} onClick={() => setSkipping(true)}>
              {t.sagas.skip}
            </Button>
          </>
        )}
      </div>
      {resume.error && <ErrorNote error={resume.error} />}
      {skipping && <SkipDialog sagaId={saga.id} onClose={() => setSkipping(false)} />}
    </div>
  );
}

function SkipDialog({ sagaId, onClose }: { sagaId: string; onClose: () => void }) {
  const skip = useSkipStep();
  return (
    <ReasonDialog
      title={t.sagas.skipTitle}
      confirm={t.sagas.skip}
      busy={skip.isPending}
      error={skip.error}
      onConfirm={(reason) => skip.mutate({ id: sagaId, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {t.sagas.skipSays}
    </ReasonDialog>
  );
}
