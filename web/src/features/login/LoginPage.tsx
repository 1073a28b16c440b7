// The first page: what this is, and the way in.
import { ShieldCheck } from 'lucide-react';
import { Logo } from '../../ui/Logo.tsx';
import { LanguageChoice } from '../../ui/LanguageChoice.tsx';
import { t } from '../../i18n/texts.ts';
import { LoginForm } from './LoginForm.tsx';
import { StoryCard } from './StoryCard.tsx';

export function LoginPage() {
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <title>{`${t.login.title} · ${t.common.product}`}</title>
      <section className="flex flex-col justify-between gap-10 px-6 py-8 sm:px-10 lg:px-16 lg:py-12">
        <div className="flex items-center justify-between gap-4">
          <Logo />
          <LanguageChoice />
        </div>
        <div className="max-w-xl">
          <h1 className="text-[2.25rem] leading-[1.1] font-semibold tracking-tight sm:text-[2.75rem]">
            {t.login.headline}
          </h1>
          <p className="mt-5 text-base text-soft sm:text-lg">{t.login.lead}</p>
          <StoryCard />
        </div>
        <dl className="grid gap-6 text-sm sm:grid-cols-3">
          {t.login.points.map(([term, says]) => (
            <div key={term}>
              <dt className="font-semibold">{term}</dt>
              <dd className="mt-1 text-soft">{says}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="flex flex-col justify-center border-line bg-surface px-6 py-10 max-lg:border-t sm:px-10 lg:border-l lg:px-16">
        <div className="mx-auto w-full max-w-sm">
          <LoginForm />
          <p className="mt-8 flex gap-2.5 border-t border-line pt-5 text-xs text-faint">
            <ShieldCheck className="mt-px size-4 shrink-0" aria-hidden />
            {t.login.session}
          </p>
        </div>
      </section>
    </main>
  );
}
