import { Alert, Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { Problem, useDownload } from '../../api/client.ts';
import { useSpeech } from '../../i18n/language.tsx';

const formats = ['csv', 'xlsx', 'json'] as const;

/** Takes the report home: as files, or on paper. `path`: of its files, to which the format is added. */
export const Files = ({ path, name }: { readonly path: string; readonly name: string }) => {
  const { t } = useSpeech();
  const download = useDownload();
  const [problem, setProblem] = useState<Problem>();
  const fetchFile = async (format: string): Promise<void> => {
    setProblem(undefined);
    try {
      await download(`${path}${path.includes('?') ? '&' : '?'}format=${format}`, `${name}.${format}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <div className="og-actions rp-no-print">
      <Button variant="secondary" data-size="sm" onClick={() => window.print()}>
        {t('report.files.print')}
      </Button>
      {formats.map((format) => (
        <Button key={format} variant="tertiary" data-size="sm" onClick={() => void fetchFile(format)}>
          {t(`report.files.${format}`)}
        </Button>
      ))}
      {problem !== undefined && (
        <Alert data-color="danger" role="alert">
          {[problem.message, problem.mend].filter((part) => part !== undefined).join(' ')}
        </Alert>
      )}
    </div>
  );
};
