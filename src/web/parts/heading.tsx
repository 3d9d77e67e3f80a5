import { Heading, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect } from 'react';

/** The top of a page: its name, which the window gets too, what it is for, and what it can be narrowed by. */
export const PageHeading = ({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}) => {
  useEffect(() => {
    document.title = `${title} · Overgang`;
  }, [title]);
  return (
    <div className="og-page-heading">
      <div>
        <Heading level={1} data-size="md">
          {title}
        </Heading>
        {lead !== undefined && <Paragraph className="og-lead">{lead}</Paragraph>}
      </div>
      {children !== undefined && <div className="og-filters">{children}</div>}
    </div>
  );
};
