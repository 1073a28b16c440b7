// A request made from the typed values: sends it as the logged-in user, or copies it as curl.
import { Play, SquareTerminal } from 'lucide-react';
import { useId, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { sendRaw } from '../../api/http.ts';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { addressOf, canTry, curlOf, exampleBody, jsonOf, type Operation, type Values } from './document.ts';

const CODE = 'overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-relaxed';
const LONGEST = 20_000;

/** As it came; JSON with its lines. */
async function shownBody(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (!/json|text/.test(type)) {
    await response.body?.cancel();
    return type;
  }
  const text = await response.text();
  const shown = text !== '' && type.includes('json') ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return shown.slice(0, LONGEST);
}

export function TryIt({ operation }: { operation: Operation }) {
  const copy = useCopy();
  const bodyId = useId();
  const schema = jsonOf(operation);
  const [values, setValues] = useState<Values>({});
  const [body, setBody] = useState(() => (schema ? JSON.stringify(exampleBody(operation), null, 2) : ''));
  const asked = operation.parameters.filter(({ in: place }) => place !== 'header');
  const curl = curlOf(operation, { values, body }, location.origin);
  const send = useMutation({
    mutationFn: async () => {
      const response = await sendRaw(addressOf(operation, values), {
        method: operation.method,
        ...(schema ? { body, headers: { 'content-type': 'application/json' } } : {}),
      });
      return { status: response.status, text: await shownBody(response) };
    },
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {asked.map(({ name, required = false }) => (
          <TextField
            key={name}
            label={name}
            {...(required ? { hint: t.docs.required } : {})}
            required={required}
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        ))}
      </div>
      {schema && (
        <div>
          <label htmlFor={bodyId} className="mb-1.5 block text-sm font-medium">
            {t.docs.body}
          </label>
          <textarea
            id={bodyId}
            value={body}
            rows={Math.min(12, body.split('\n').length + 1)}
            spellCheck={false}
            onChange={({ target }) => setBody(target.value)}
            className="w-full rounded-lg border border-line-strong bg-raised p-3 font-mono text-xs"
          />
        </div>
      )}
      <pre className={CODE} tabIndex={0} aria-label="curl">
        {curl}
      </pre>
      <div className="flex flex-wrap gap-2">
        {canTry(operation) && (
          <Button small tone="primary" icon={Play} type="submit" busy={send.isPending}>
            {t.docs.send}
          </Button>
        )}
        <Button small icon={SquareTerminal} onClick={() => void copy(curl)}>
          {t.docs.copyCurl}
        </Button>
      </div>
      {!canTry(operation) && <p className="text-sm text-soft">{t.docs.notHere}</p>}
      <div aria-live="polite">
        {send.error && <p className="text-sm text-bad">{messageOf(send.error)}</p>}
        {send.data && (
          <>
            <p className="mb-1.5 text-sm font-medium">{t.docs.answered(send.data.status)}</p>
            <pre className={`${CODE} max-h-96`} tabIndex={0} aria-label={t.docs.answer}>
              {send.data.text}
            </pre>
          </>
        )}
      </div>
    </form>
  );
}
