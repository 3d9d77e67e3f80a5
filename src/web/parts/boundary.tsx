import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { Component, type ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

const Broken = () => {
  const { t } = useSpeech();
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">
        {t('shell.broken.title')}
      </Heading>
      <Paragraph>{t('shell.broken.mend')}</Paragraph>
    </Alert>
  );
};

/** Keeps a fault of one page from taking the frame with it. Give it a new key to try again. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}
