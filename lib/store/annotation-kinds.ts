/** What people annotate, in the order of how often they do. */
export const ANNOTATION_KINDS = [
  { id: 'deploy', title: 'Deployment' },
  { id: 'dns', title: 'DNS change' },
  { id: 'campaign', title: 'Campaign' },
  { id: 'warm-up', title: 'Warm-up step' },
  { id: 'other', title: 'Other' },
] as const;

export const annotationKindTitle = (id: string): string =>
  ANNOTATION_KINDS.find((kind) => kind.id === id)?.title ?? id;
