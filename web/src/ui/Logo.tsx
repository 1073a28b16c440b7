// The mark: two done steps and one that is still to come.
import { t } from '../i18n/texts.ts';

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <img src="/favicon.svg" alt="" width={30} height={30} />
      <span className="text-[1.0625rem] font-semibold tracking-tight">{t.common.product}</span>
    </span>
  );
}
