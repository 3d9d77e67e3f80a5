import { styleText } from 'node:util';

/** Widest line that is printed, in columns. */
const columns = 100;

/** Breaks text at spaces into lines that fit after `indent` columns; a longer word stands alone on its line. */
export const wrap = (text: string, indent: number): readonly string[] => {
  const room = columns - indent;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > room && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
};

/** How text may be set off; with colours off all are the text itself. */
export interface Style {
  strong(text: string): string;
  quiet(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  notable(text: string): string;
}

/** Nothing depends on colour: what is coloured says the same in words. */
export const createStyle = (colour: boolean): Style => {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: style('bold'),
    quiet: style('dim'),
    good: style('green'),
    bad: style('red'),
    notable: style('yellow'),
  };
};
