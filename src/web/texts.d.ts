declare module 'texts:nb' {
  import type { PageTexts } from './i18n/texts.ts';

  const texts: PageTexts;
  export default texts;
}
declare module 'texts:nn' {
  import type { PageTexts } from './i18n/texts.ts';

  const texts: PageTexts;
  export default texts;
}
declare module 'texts:en' {
  import type { PageTexts } from './i18n/texts.ts';

  const texts: PageTexts;
  export default texts;
}
