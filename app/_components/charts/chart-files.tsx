'use client';

import type { RefObject } from 'react';

/** What a chart needs to leave the page. */
export interface TakenAlong {
  /** Where its numbers are to be had. */
  csv: string;
  /** Of the files, without what it ends with. */
  name: string;
  /** Of which time, and of what. */
  words: string;
}

const BUTTON = 'border-line-strong border-l px-2 py-0.5 text-ink-2 text-xs hover:bg-raised';

/** A chart as a file: its numbers, or a picture of it. */
export function ChartFiles({
  file,
  title,
  note,
  figure,
}: {
  file: TakenAlong;
  title: string;
  note: string;
  /** What the picture is drawn from; nothing while the table is shown. */
  figure: RefObject<HTMLElement | null> | null;
}) {
  const savePicture = async () => {
    // Few take a picture along: it is fetched when somebody does.
    const { saveChartPicture } = await import('./chart-picture');
    if (figure?.current)
      await saveChartPicture(figure.current, { title, note, about: file.words }, file.name);
  };
  return (
    <>
      <a
        href={file.csv}
        download={`${file.name}.csv`}
        aria-label={`Numbers as CSV: ${title}`}
        className={BUTTON}
      >
        CSV
      </a>
      {figure && (
        <button
          type="button"
          aria-label={`Picture as PNG: ${title}`}
          onClick={() => void savePicture()}
          className={BUTTON}
        >
          PNG
        </button>
      )}
    </>
  );
}
