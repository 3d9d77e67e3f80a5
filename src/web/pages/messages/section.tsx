import { Heading } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';

/** A part of a message's page, with its heading. */
export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="og-section">
    <Heading level={2} data-size="xs">
      {title}
    </Heading>
    {children}
  </section>
);
