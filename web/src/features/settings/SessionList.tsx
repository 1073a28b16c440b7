// Where one is logged in: end one, or all others.
import { Monitor } from 'lucide-react';
import { useEndSession, useSessions, type Session } from '../../entities/user/account.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { AccountSection } from './AccountSection.tsx';

export function SessionList() {
  const sessions = useSessions();
  const end = useEndSession();
  const says = t.account.sessions;
  const others = sessions.data?.some(({ current }) => !current) ?? false;
  return (
    <AccountSection
      title={says.title}
      hint={says.hint}
      error={sessions.error ?? end.error}
      action={
        others && (
          <Button
            small
            tone="danger"
            busy={end.isPending && end.variables === null}
            onClick={() => end.mutate(null)}
          >
            {says.endOthers}
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line">
        {sessions.data?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </AccountSection>
  );
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const says = t.account.sessions;
  const device = session.device || says.unknown;
  const place = session.place === 'localhost' ? says.thisMachine : session.place;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <Monitor className="size-4 shrink-0 text-soft" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="truncate">{device}</span>
          {session.current && <Chip tone="accent">{says.current}</Chip>}
        </p>
        <p className="text-[0.8125rem] text-soft">
          {place && `${says.at(place)} · `}
          {says.lastUsed} <TimeAgo at={session.last_used_at} />
        </p>
      </div>
      {!session.current && (
        <Button small busy={busy} aria-label={says.endOne(device)} onClick={onEnd}>
          {says.end}
        </Button>
      )}
    </li>
  );
}
