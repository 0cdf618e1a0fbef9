/** Decides which pages go into which volume, and so on which page everything can be found. */

import type { SectionMeasure } from './page-layout.ts';

/**
 * The law of the house allows 500 pages a volume. A tagged volume is held in memory while it is built,
 * so volumes are cut much smaller: the peak is that of one volume, however long the answer.
 */
export const maxPagesInVolume = 150;

/** Some pages of one section. `from` counts from 0 and `to` is exclusive. */
export interface PageRange {
  readonly sectionId: string;
  readonly from: number;
  readonly to: number;
}

export interface VolumePlan {
  /** From 1. */
  readonly number: number;
  /** The number printed on its first page, counted across the volumes. */
  readonly firstPage: number;
  readonly pageCount: number;
  readonly ranges: readonly PageRange[];
}

export interface Found {
  readonly volume: number;
  /** Counted across the volumes. */
  readonly page: number;
}

export interface VolumesPlan {
  readonly pageCount: number;
  readonly volumes: readonly VolumePlan[];
  readonly places: ReadonlyMap<string, Found>;
}

interface OpenVolume {
  ranges: PageRange[];
  pageCount: number;
}

/** Fills volumes in order. A section that fits one volume is not split; a longer one is, at a page. */
export function planVolumes(sections: readonly SectionMeasure[], maxPages = maxPagesInVolume): VolumesPlan {
  const filled: OpenVolume[] = [];
  let open: OpenVolume = { ranges: [], pageCount: 0 };
  const close = (): void => {
    if (open.pageCount > 0) filled.push(open);
    open = { ranges: [], pageCount: 0 };
  };
  for (const { id, pageCount } of sections) {
    if (open.pageCount + pageCount > maxPages && pageCount <= maxPages) close();
    for (let from = 0; from < pageCount; ) {
      if (open.pageCount === maxPages) close();
      const to = Math.min(pageCount, from + maxPages - open.pageCount);
      open.ranges.push({ sectionId: id, from, to });
      open.pageCount += to - from;
      from = to;
    }
  }
  close();
  const volumes = numberVolumes(filled);
  const pageCount = volumes.reduce((total, volume) => total + volume.pageCount, 0);
  return { pageCount, volumes, places: findPlaces(sections, volumes) };
}

function numberVolumes(filled: readonly OpenVolume[]): readonly VolumePlan[] {
  let firstPage = 1;
  return filled.map(({ ranges, pageCount }, index) => {
    const volume = { number: index + 1, firstPage, pageCount, ranges };
    firstPage += pageCount;
    return volume;
  });
}

function findPlaces(sections: readonly SectionMeasure[], volumes: readonly VolumePlan[]): ReadonlyMap<string, Found> {
  const placesOf = new Map(sections.map((section) => [section.id, Object.entries(section.places)]));
  const found = new Map<string, Found>();
  for (const volume of volumes) {
    let page = volume.firstPage;
    for (const { sectionId, from, to } of volume.ranges) {
      for (const [place, at] of placesOf.get(sectionId) ?? []) {
        if (at >= from && at < to) found.set(place, { volume: volume.number, page: page + at - from });
      }
      page += to - from;
    }
  }
  return found;
}
